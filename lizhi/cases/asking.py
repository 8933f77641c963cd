"""What whoever leaves has asked the company, and who owes the answer.

All of HR of the branch, or all of finance of the employer, so that it is answered though one of
them is away. Never whoever leaves; a list that looks at that itself, for the few rows it shows,
asks for nobody (`None`). Few ask: an index of these cases alone finds them, so that they run is
said by `ended_at`, which stands first in it.
"""

from functools import lru_cache

from django.db.models import Q

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.prepared import KEPT, Prepared, given
from lizhi.people.models import Employment, Roles, roles_of

MOST = 1_000
NOTHING = Q(pk=None)


def to_stay(user: User | given | None, roles: Roles) -> Q:
    """For a filter on cases: the leaver would like to stay, and this person may answer."""
    return _asked("withdrawal_asked_at", "branch", roles.hr_branches, user)


def for_a_day(user: User | given | None, roles: Roles) -> Q:
    """For a filter on cases: the leaver has proposed another last day, and this person answers."""
    return _asked("day_asked_at", "branch", roles.hr_branches, user)


def to_void(user: User | given | None, roles: Roles) -> Q:
    """For a filter on cases: the leaver would like the agreement void, and this person answers."""
    return _asked("voiding_asked_at", "branch", roles.hr_branches, user)


def about_money(user: User | given | None, roles: Roles) -> Q:
    """For a filter on cases: a line of the settlement is asked about, and this person answers."""
    return _asked("disputed_at", "entity", roles.finance_entities, user)


def parts(user: User | given, roles: Roles) -> list[Q]:
    """Those of the four that this person may have to answer."""
    of_hr = (to_stay(user, roles), for_a_day(user, roles), to_void(user, roles))
    every = (*of_hr, about_money(user, roles))
    return [one for one in every if one != NOTHING]


def keys(user: User) -> list[int]:
    """Of the cases that wait for an answer of this person: few, and found by their own index."""
    asked = _prepared(roles_of(user))
    return [case.pk for one in asked for case in one.all(user=user.pk)]


@lru_cache(maxsize=KEPT)
def _prepared(roles: Roles) -> list[Prepared[Case]]:
    return [_of(part) for part in parts(given("user"), roles)]


def _of(part: Q) -> Prepared[Case]:
    return Prepared(lambda: Case.objects.filter(part).only("pk").order_by()[:MOST])


def _asked(since: str, place: str, keys: frozenset[int] | None, user: User | given | None) -> Q:
    if keys is not None and not keys:
        return NOTHING
    reached = Q() if keys is None else Q(**{f"{place}__in": keys})
    asked = Q(**{f"{since}__isnull": False}, ended_at=None) & reached
    if user is None:
        return asked
    return asked & ~Q(employment__in=Employment.objects.filter(person__user=user))
