"""Whose endings somebody may suppose: by the branches of HR and the legal entities of finance."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.people import rules as people
from lizhi.people.models import Branch, Employment, EmploymentQuerySet, LegalEntity, RoleGrant

AT_MONEY = frozenset({RoleGrant.Role.HR, RoleGrant.Role.GROUP_HR, RoleGrant.Role.FINANCE})
MOST_NAMED = 5
EVERYBODY = "all"
EARLIEST = dt.date(2008, 1, 1)
"""The first day of the law by which this is worked out."""
YEARS = 10


@dataclass(frozen=True)
class Place:
    """A branch or a legal entity whose people can be looked at together."""

    key: str
    """`branch:3` or `entity:2`; `all` for everything that one reaches."""
    name: str


def check_can_suppose(user: User) -> None:
    """HR, group HR and finance: what people earn stands behind every sum."""
    if not people.roles_of(user).held & AT_MONEY:
        raise NotPermitted(_("Only HR and finance can work out what an ending would cost."))


def check_day(day: dt.date, *, today: dt.date) -> None:
    """Within the law, and not beyond what anybody plans."""
    latest = today.year + YEARS
    if day < EARLIEST or day.year > latest:
        raise Refused(_("A day between 2008 and %(year)d, please.") % {"year": latest})


def check_days(days: Sequence[dt.date], *, today: dt.date) -> None:
    """One day, or two that differ."""
    for day in days:
        check_day(day, today=today)
    if len(set(days)) != len(days):
        raise Refused(_("Please choose a different day, or none."))


def people_of(user: User) -> EmploymentQuerySet:
    """Whoever works here now and is in these hands; never oneself."""
    roles = people.roles_of(user)
    working = Employment.objects.active().exclude(person__user=user)
    if roles.hr_branches is None or roles.finance_entities is None:
        return working
    mine = Q(branch__in=roles.hr_branches) | Q(entity__in=roles.finance_entities)
    return working.filter(mine)


def places_of(user: User) -> list[Place]:
    """Everything, then the companies and the branches that one reaches as a whole."""
    roles = people.roles_of(user)
    entities, branches = LegalEntity.objects.order_by("name"), Branch.objects.order_by("name")
    if roles.hr_branches is not None and roles.finance_entities is not None:
        entities = entities.filter(pk__in=roles.finance_entities)
        mine = Q(pk__in=roles.hr_branches) | Q(entity__in=roles.finance_entities)
        branches = branches.filter(mine)
    return [
        Place(EVERYBODY, _("Everybody in my hands")),
        *(Place(f"entity:{pk}", name) for pk, name in entities.values_list("pk", "name")),
        *(Place(f"branch:{pk}", name) for pk, name in branches.values_list("pk", "name")),
    ]


def people_in(user: User, place: str) -> EmploymentQuerySet:
    """Those of one's own people who belong to this place (a key of `places_of`); else refused."""
    if place not in {one.key for one in places_of(user)}:
        raise Refused(_("Please choose a place from the list."))
    kind, _colon, pk = place.partition(":")
    mine = people_of(user)
    if kind == "entity":
        return mine.filter(entity=int(pk))
    return mine.filter(branch=int(pk)) if kind == "branch" else mine


def find(user: User, words: str) -> Employment:
    """One of one's own people by staff number or name; refused for nobody, and for several."""
    mine = people_of(user).with_names()
    if exact := mine.filter(number__iexact=words).first():
        return exact
    found = list(mine.filter(person__name=words).order_by("number")[: MOST_NAMED + 1])
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(_("Nobody in your hands has this number or name."))
    numbers = _(", ").join(one.number for one in found[:MOST_NAMED])
    raise Refused(
        _("Several people have this name. Please type a number: %(who)s") % {"who": numbers}
    )
