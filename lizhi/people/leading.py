"""Who may become somebody's manager, and how he is found by what HR types."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import Refused
from lizhi.people.models import Employment, EmploymentQuerySet

MOST_NAMED = 5
HIGHEST = 50
"""Levels above somebody that are looked at; no company has more."""


def find(words: str, by: User) -> Employment:
    """By staff number in the whole group, by name among those whom the asker looks after.

    Refused when nobody is meant, or several: then their numbers are named.
    """
    working = Employment.objects.active().with_names()
    if exact := working.filter(number__iexact=words).first():
        return exact
    mine = working.in_hands_of(by).filter(person__name=words).order_by("number")
    found = list(mine[: MOST_NAMED + 1])
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(_("Nobody who works here has this number or name."))
    numbers = _(", ").join(f"{one.number} {one.department.name}" for one in found[:MOST_NAMED])
    raise Refused(
        _("Several people have this name. Please type a number: %(who)s") % {"who": numbers}
    )


def check_can_lead(boss: Employment, people: Iterable[Employment]) -> None:
    """Nobody leads himself, nor whoever stands above him."""
    above = _above(boss)
    for one in people:
        if one.person_id == boss.person_id:
            raise Refused(_("%(name)s cannot be the own manager.") % {"name": one.name})
        if one.pk in above:
            raise Refused(
                _("%(boss)s reports to %(name)s, so it cannot be the other way round.")
                % {"boss": boss.name, "name": one.name}
            )


def _above(boss: Employment) -> set[int]:
    seen: set[int] = set()
    key = boss.reports_to_id
    while key and key not in seen and len(seen) < HIGHEST:
        seen.add(key)
        key = Employment.objects.values_list("reports_to", flat=True).get(pk=key)
    return seen


def leaders(staff: EmploymentQuerySet) -> list[Employment]:
    """Whom a list of suggestions names: those of them who lead somebody, by number."""
    leading = Employment.objects.active().filter(reports_to__in=staff).values("reports_to")
    found = staff.active().filter(pk__in=leading).with_names().order_by("number")
    return list(found[:200])
