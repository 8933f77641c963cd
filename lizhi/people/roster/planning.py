"""Compare a checked roster with the database: who is new, who changes, what does not fit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from lizhi.accounts.models import User, phone_index
from lizhi.people.models import Branch, Employment, LegalEntity, Person, id_index
from lizhi.people.roster import differences, posts, reach
from lizhi.people.roster.cells import CENT, Bad
from lizhi.people.roster.conflicts import Bounds, Met, conflict
from lizhi.people.roster.entries import Entry
from lizhi.people.roster.reach import Reach
from lizhi.people.roster.trial import Trial
from lizhi.people.roster.wholes import Known

SOME = 900
"""Rows looked up at once: fewer than the parameters a query may have."""
MONTHS = 12
T = TypeVar("T")


@dataclass
class Change:
    """Somebody who is here and of whom the file says something else."""

    entry: Entry
    employment: Employment
    values: differences.Values


@dataclass
class Plan:
    """What a commit would do."""

    new: list[Entry] = field(default_factory=list)
    persons: dict[str, Person] = field(default_factory=dict)
    """Number of a new employment → somebody who worked here before."""
    users: dict[str, User] = field(default_factory=dict)
    """Number of a new employment → a login that has no person yet."""
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    absent: int = 0


def known() -> Known:
    """What checks have to know of the database."""
    entities = frozenset(LegalEntity.objects.values_list("name", flat=True))
    branches: dict[str, str] = {}
    for name, entity in Branch.objects.values_list("name", "entity__name"):
        branches[name] = "" if name in branches else entity
    lines = Employment.objects.values_list("number", "reports_to__number")
    return Known(
        managers=dict(lines.iterator()),
        entities=entities,
        only_entity=next(iter(entities)) if len(entities) == 1 else "",
        entity_of_branch=branches,
    )


def in_parts(rows: Sequence[T], size: int = SOME) -> Iterator[Sequence[T]]:
    """Part by part."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def plan(trial: Trial, bringer: Reach = reach.EVERYTHING) -> Plan:
    """Go through the good rows; those that do not fit become errors of the trial.

    `bringer` says how far whoever brings the roster in reaches.
    """
    result = Plan()
    places = {
        (entity, name): pk
        for pk, name, entity in Branch.objects.values_list("pk", "name", "entity__name")
    }
    first = not (Person.objects.exists() or Employment.objects.exists())
    levels = reach.levels()
    for part in in_parts(trial.good):
        for entry in part:
            _prepare(entry)
            if not bringer.covers(places.get((entry.entity, entry.branch))):
                bad = Bad("scope", _("is not a branch that you look after"), _("Ask its HR"))
                trial.refuse(entry, "branch", bad, entry.branch)
        good = [entry for entry in part if not entry.bad]
        known = _Known({}, {}) if first else _known_of(good, trial)
        _place(good, known, trial, result, _bounds(known, bringer, levels))
    _drop_unreachable_managers(result)
    result.absent = _absent(trial, bringer)
    return result


def _drop_unreachable_managers(result: Plan) -> None:
    """A manager whose own row is bad and who is not here yet cannot be reported to: not now."""
    named = {c.entry.manager for c in result.changes if "manager" in c.values} - {""}
    named -= {entry.number for entry in result.new}
    here: set[str] = set()
    for part in in_parts(sorted(named)):
        found = Employment.objects.filter(number__in=part)
        here.update(found.values_list("number", flat=True))
    for change in result.changes:
        if change.entry.manager in named - here:
            change.values.pop("manager", None)


def _prepare(entry: Entry) -> None:
    entry.phone_key = phone_index(entry.phone)
    entry.id_key = id_index(entry.id_number)
    wages = sorted(name for name in entry.months or () if name.startswith("wage:"))[-MONTHS:]
    if entry.months and wages:
        total = sum((entry.months[name] for name in wages), Decimal(0))
        entry.average_wage = (total / len(wages)).quantize(CENT, ROUND_HALF_UP)
        entry.average_is_given = False


@dataclass(frozen=True)
class _Known:
    """Who is here already: employments by number, persons by their identity card."""

    employments: dict[str, Employment]
    persons: dict[str, Person]


def _known_of(part: Sequence[Entry], trial: Trial) -> _Known:
    found = Person.objects.filter(id_index__in=[entry.id_key for entry in part])
    return _Known(
        _employments(part, with_months=any(":" in name for name in trial.fields)),
        {person.id_index: person for person in found.select_related("user")},
    )


def _bounds(known: _Known, bringer: Reach, levels: dict[int, int]) -> Bounds:
    if bringer.branches is None:
        return Bounds(bringer, levels)
    persons = {one.person_id for one in known.employments.values()}
    persons.update(person.pk for person in known.persons.values())
    elsewhere: dict[int, bool] = {}
    for part in in_parts(sorted(persons)):
        found = Employment.objects.filter(person__in=part).exclude(branch__in=bringer.branches)
        for person, left_on in found.values_list("person", "left_on"):
            elsewhere[person] = elsewhere.get(person, False) or left_on is None
    working = {person for person, works in elsewhere.items() if works}
    return Bounds(bringer, levels, elsewhere.keys(), working)


def _place(
    part: Sequence[Entry], known: _Known, trial: Trial, result: Plan, bounds: Bounds
) -> None:
    users = {
        user.phone_index: user
        for user in User.objects.filter(
            phone_index__in=[entry.phone_key for entry in part]
        ).select_related("person")
    }
    fields = sorted(trial.fields - {"number"} | {"average_wage"})
    for entry in part:
        employment = known.employments.get(entry.number)
        met = Met(employment, users.get(entry.phone_key), known.persons.get(entry.id_key))
        if bad := conflict(entry, met, bounds):
            name, reason = bad
            trial.refuse(entry, name, reason, getattr(entry, name))
            continue
        posts.warn(trial, entry, employment)
        if met.login is not None and met.login.phone != entry.phone:
            new = _("will be the phone that %(name)s signs in with") % {"name": entry.name}
            trial.warn(entry, "phone", Bad("phone", new), entry.phone)
        if employment is None:
            _take_new(entry, met.user, met.person, result)
        elif values := differences.between(employment, entry, fields):
            result.changes.append(Change(entry, employment, values))
        else:
            result.same += 1


def _take_new(entry: Entry, user: User | None, person: Person | None, result: Plan) -> None:
    result.new.append(entry)
    if person is not None:
        result.persons[entry.number] = person
    elif user is not None:
        result.users[entry.number] = user


def _employments(part: Iterable[Entry], *, with_months: bool) -> dict[str, Employment]:
    found = Employment.objects.filter(number__in=[entry.number for entry in part])
    found = found.select_related("person__user", "entity", "branch", "department", "reports_to")
    if with_months:
        found = found.prefetch_related("wages")
    return {employment.number: employment for employment in found}


def _absent(trial: Trial, bringer: Reach) -> int:
    """How many work here and are not in the file. Nothing happens to them."""
    numbers = {entry.number for entry in trial.entries}
    working = Employment.objects.active()
    if bringer.branches is not None:
        working = working.filter(branch__in=bringer.branches)
    return sum(1 for number in working.values_list("number", flat=True) if number not in numbers)
