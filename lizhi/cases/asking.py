"""What whoever leaves has asked the company, and who owes the answer.

All of HR of the branch, or all of finance of the employer, so that it is answered though one of
them is away. Never whoever leaves.
"""

from django.db.models import Q

from lizhi.accounts.models import User
from lizhi.common.prepared import given
from lizhi.people.models import Employment, Roles

NOTHING = Q(pk=None)


def to_stay(user: User | given, roles: Roles) -> Q:
    """For a filter on cases: the leaver would like to stay, and this person may answer."""
    return _asked("withdrawal_asked_at", "branch", roles.hr_branches, user)


def about_money(user: User | given, roles: Roles) -> Q:
    """For a filter on cases: a line of the settlement is asked about, and this person answers."""
    return _asked("disputed_at", "entity", roles.finance_entities, user)


def anything(user: User | given, roles: Roles) -> Q:
    """For a filter on cases: one of these, or both."""
    found = [one for one in (to_stay(user, roles), about_money(user, roles)) if one != NOTHING]
    return found[0] | found[-1] if found else NOTHING


def _asked(since: str, place: str, keys: frozenset[int] | None, user: User | given) -> Q:
    if keys is not None and not keys:
        return NOTHING
    reached = Q() if keys is None else Q(**{f"{place}__in": keys})
    own = Employment.objects.filter(person__user=user)
    return Q(**{f"{since}__isnull": False}) & reached & ~Q(employment__in=own)
