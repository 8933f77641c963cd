"""A colleague by what somebody types: a staff number, or a whole name."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import Refused
from lizhi.people.models import Employment

MOST_NAMED = 5
MOST_OFFERED = 30


def find(words: str) -> User:
    """Somebody who works here; refused when nobody is meant, or several."""
    working = Employment.objects.active().filter(person__user__is_active=True).with_names()
    if exact := working.filter(number__iexact=words).first():
        return exact.user
    found = list(working.filter(person__name=words).order_by("number")[: MOST_NAMED + 1])
    if not found:
        raise Refused(_("Nobody who works here has this number or name."))
    if len({one.person_id for one in found}) > 1:
        raise Refused(
            _("Several people have this name. Please type a number: %(who)s")
            % {"who": _numbers(found[:MOST_NAMED])}
        )
    return found[0].user


def _numbers(found: Iterable[Employment]) -> str:
    return _(", ").join(f"{one.number} {one.department.name}" for one in found)


def near(user: User) -> list[Employment]:
    """Whom the page offers first: the own department and who leads it, never the person."""
    mine = Employment.objects.active().of_user(user)
    rooms, bosses = mine.values("department"), mine.values("reports_to")
    around = Q(department__in=rooms) | Q(pk__in=bosses)
    others = Employment.objects.active().filter(around).exclude(person__user=user)
    return list(others.with_names().order_by("number")[:MOST_OFFERED])
