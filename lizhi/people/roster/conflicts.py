"""Why a row cannot be taken: it says what is somebody else's, or goes further than its bringer."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.people.models import Employment, Person
from lizhi.people.roster import reach
from lizhi.people.roster.cells import Bad
from lizhi.people.roster.entries import Entry
from lizhi.people.roster.reach import Reach

Conflict = tuple[str, Bad]
"""The field of the row, and what is wrong with it."""


@dataclass(frozen=True)
class Met:
    """Who in the system a row meets: by its number, by its phone, by its identity number."""

    employment: Employment | None = None
    user: User | None = None
    person: Person | None = None

    @property
    def login(self) -> User | None:
        """Whose phone would be another."""
        if self.employment is not None:
            return self.employment.user
        return self.person.user if self.person is not None else None


@dataclass(frozen=True)
class Bounds:
    """What whoever brings the rows in may do, and what of the people in them he may not touch."""

    reach: Reach = reach.EVERYTHING
    levels: dict[int, int] = field(default_factory=dict)
    """`reach.levels()`."""
    elsewhere: Collection[int] = frozenset()
    """Persons who have or had an employment in a branch that is not looked after."""
    working_elsewhere: Collection[int] = frozenset()


def conflict(entry: Entry, met: Met, bounds: Bounds) -> Conflict | None:
    """The field of a row that cannot be taken, and why."""
    if met.employment is not None:
        found = _with_employment(entry, met.employment, met, bounds)
    elif met.person is not None:
        found = _with_person(entry, met.person, met, bounds)
    else:
        found = _with_login(met.user, bounds)
    return found or _phone(entry, met.login, bounds)


def _with_employment(
    entry: Entry, employment: Employment, met: Met, bounds: Bounds
) -> Conflict | None:
    if not bounds.reach.covers(employment.branch_id):
        return "number", _out_of_reach(_("works in a branch that you do not look after"))
    same_card = employment.person.id_number == entry.id_number
    if not same_card and employment.name != entry.name:
        reason = _("is the number of %(name)s already") % {"name": employment.name}
        return "number", Bad("taken", reason, _("Give a new staff number"))
    if met.person is not None and met.person.pk != employment.person_id:
        return "id_number", _taken(met.person.name)
    if met.user is not None and met.user.pk != employment.user.pk:
        return "phone", _taken(met.user.name)
    if employment.person_id in bounds.working_elsewhere:
        known = {"phone": employment.user.phone, "name": employment.name}
        for name, old in {**known, "id_number": employment.person.id_number}.items():
            if getattr(entry, name) != old:
                reason = _("differs, and this person works in another branch too")
                return name, Bad("scope", reason, _("Ask group HR"))
    return None


def _with_person(entry: Entry, person: Person, met: Met, bounds: Bounds) -> Conflict | None:
    """A new number for somebody who was here: the person is the same only with the same name."""
    if bounds.reach.branches is not None and (
        person.pk in bounds.elsewhere or person.user_id in bounds.levels
    ):
        reason = _("is known in the system, and not from your branches alone")
        return "id_number", Bad("scope", reason, _("Ask group HR"))
    if person.name != entry.name:
        return "id_number", _taken(person.name)
    if met.user is not None and met.user.pk != person.user_id:
        return "phone", _taken(met.user.name)
    return None


def _with_login(user: User | None, bounds: Bounds) -> Conflict | None:
    """Nobody knows this person yet; the phone may belong to a login that has none."""
    if user is None:
        return None
    if getattr(user, "person", None) is not None:
        return "phone", _taken(user.name)
    if bounds.reach.branches is not None or _above(user, bounds):
        reason = _("belongs to a login that you do not look after")
        return "phone", Bad("scope", reason, _("Ask an administrator"))
    return None


def _phone(entry: Entry, login: User | None, bounds: Bounds) -> Conflict | None:
    """Whoever holds a role keeps the phone of the login, unless his own kind changes it."""
    if login is None or login.phone == entry.phone or not _above(login, bounds):
        return None
    reason = _("is a new phone for somebody who holds a role")
    asked = bounds.levels[login.pk] == reach.ADMINISTRATOR
    fix = _("Ask an administrator") if asked else _("Ask group HR")
    return "phone", Bad("scope", reason, fix)


def _above(user: User, bounds: Bounds) -> bool:
    return bounds.levels.get(user.pk, reach.HR) > bounds.reach.level


def _out_of_reach(reason: str) -> Bad:
    return Bad("scope", reason, _("Ask its HR"))


def _taken(name: str) -> Bad:
    reason = _("belongs to %(name)s in the system") % {"name": name}
    return Bad("taken", reason, _("Check with both of them"))
