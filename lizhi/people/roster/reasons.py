"""Why an undo leaves somebody alone: each of these is looked up for many people at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from lizhi.accounts.models import User, phone_index
from lizhi.people.models import (
    Branch,
    Department,
    Employment,
    ImportBatch,
    ImportedChange,
    LegalEntity,
    MonthlyWage,
    Person,
    id_index,
)
from lizhi.people.roster import differences, reach
from lizhi.people.roster.differences import Kept
from lizhi.people.roster.holding import pointed_at
from lizhi.people.roster.planning import in_parts
from lizhi.people.roster.reach import Reach
from lizhi.people.roster.wholes import circles

OWN = frozenset({Person, Employment, MonthlyWage, Department, ImportedChange})
"""What a new person brings along; anything else that points to him is a reason to stay.

Reporting lines and what other batches changed are looked at by themselves.
"""
KEYS: dict[str, type[models.Model]] = {
    "entity": LegalEntity,
    "branch": Branch,
    "department": Department,
    "manager": Employment,
}
"""What an old value points to, and has to be there still."""
Found = dict[int, str]
"""Employment → why it stays."""


def of_changes(
    people: Sequence[Employment], kept: dict[int, Kept], undoer: Reach, levels: dict[int, int]
) -> Found:
    """Whose old values cannot return, or should not by this hand."""
    found: Found = {}
    for part in in_parts(people):
        phones, cards = _phones(part, kept), _cards(part, kept)
        gone = _gone(part, kept)
        for one in part:
            known = kept[one.pk]
            if _changed_since(one, known.values):
                found[one.pk] = _("changed since the import")
            elif not undoer.covers(one.branch_id):
                found[one.pk] = _("works in a branch that you do not look after")
            elif "phone" in known.values and levels.get(one.user.pk, reach.HR) > undoer.level:
                found[one.pk] = _("holds a role by now, so the phone stays")
            elif other := phones.get(one.pk):
                found[one.pk] = _("the former phone belongs to %(name)s now") % {"name": other}
            elif other := cards.get(one.pk):
                reason = _("the former identity number belongs to %(name)s now")
                found[one.pk] = reason % {"name": other}
            elif one.pk in gone:
                found[one.pk] = _("the former department or manager is not there any more")
    return found


def _changed_since(employment: Employment, values: differences.Values) -> bool:
    return any(
        differences.words(differences.present(employment, name)) != new
        for name, (_old, new) in values.items()
    )


def _phones(part: Sequence[Employment], kept: dict[int, Kept]) -> Found:
    """Whose former phone is somebody else's now, and whose."""
    old = {one.pk: kept[one.pk].old.get("phone") for one in part}
    former = {key: phone_index(phone) for key, phone in old.items() if phone}
    rows = User.objects.filter(phone_index__in=former.values())
    mine = {one.pk: one.user.pk for one in part}
    return _others(former, mine, rows.values_list("phone_index", "pk", "name"))


def _cards(part: Sequence[Employment], kept: dict[int, Kept]) -> Found:
    """Whose former identity number is somebody else's now, and whose."""
    old = {one.pk: kept[one.pk].old.get("id_number") for one in part}
    former = {key: id_index(number) for key, number in old.items() if number}
    rows = Person.objects.filter(id_index__in=former.values())
    mine = {one.pk: one.person_id for one in part}
    return _others(former, mine, rows.values_list("id_index", "pk", "name"))


def _others(
    former: dict[int, str], mine: dict[int, int], rows: Iterable[tuple[str, int, str]]
) -> Found:
    now = {index: (pk, name) for index, pk, name in rows}
    return {
        key: now[index][1]
        for key, index in former.items()
        if index in now and now[index][0] != mine[key]
    }


def _gone(part: Sequence[Employment], kept: dict[int, Kept]) -> set[int]:
    """Whose former place or manager does not exist any more."""
    found: set[int] = set()
    for name, model in KEYS.items():
        former = {one.pk: _key(kept[one.pk], name) for one in part if name in kept[one.pk].values}
        wanted = {key for key in former.values() if key}
        here: models.QuerySet[models.Model] = models.QuerySet(model).filter(pk__in=wanted)
        there = set(here.values_list("pk", flat=True)) | {None}
        found.update(pk for pk, key in former.items() if key not in there)
    return found


def _key(kept: Kept, name: str) -> Any:
    """0 is nobody's key: what was kept before keys were kept cannot be found again."""
    return kept.before.get(name, 0) if kept.old[name] else None


def of_new(batch: ImportBatch, people: Sequence[Employment], made_at: dt.datetime) -> Found:
    """Who has signed in since, or whom something in the house points to.

    Of somebody who was known before only the new employment goes, so only that must be free.
    """
    found: Found = {}
    for part in in_parts(people):
        own = {one.pk: one.pk for one in part}
        persons = {one.person_id: one.pk for one in part if one.person.created_at == made_at}
        users = {one.user.pk: one.pk for one in part if one.user.joined_at == made_at}
        for model, keys in ((Employment, own), (Person, persons), (User, users)):
            for key in pointed_at(model, keys, besides=OWN):
                found[keys[key]] = _("something was done with this person since")
        later = ImportedChange.objects.filter(employment__in=own).exclude(batch=batch)
        for key in later.values_list("employment", flat=True):
            found[key] = _("something was done with this person since")
        for one in part:
            seen = one.user.last_login
            if seen is not None and (one.user.pk in users or seen >= made_at):
                found[one.pk] = _("has signed in since")
    return found


def of_lines(
    found: Found, people: Sequence[Employment], kept: dict[int, Kept], new: set[int]
) -> Found:
    """Who besides these stays because of who reports to whom: until nobody is left to add.

    Whoever stays keeps his manager, and nobody comes to report to himself over any steps.
    """
    back = {
        one.pk: kept[one.pk].before.get("manager")
        for one in people
        if "manager" in kept[one.pk].values and one.pk not in new
    }
    more: Found = {}
    if not new and not back:
        return more
    now = dict(Employment.objects.values_list("pk", "reports_to").iterator())
    while True:
        stays = found.keys() | more.keys()
        after = {
            key: back[key] if key in back and key not in stays else boss
            for key, boss in now.items()
            if key not in new or key in stays
        }
        held = (new - stays).intersection(after.values())
        around = {member for circle in circles(after) for member in circle} if back else set()
        around &= back.keys() - stays
        if not held and not around:
            return more
        more.update(dict.fromkeys(held, _("somebody who stays reports to this person")))
        more.update(dict.fromkeys(around, _("would report to himself or herself over others")))
