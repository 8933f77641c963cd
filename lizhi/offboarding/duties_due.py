"""Duties of the law that somebody of the company has to see to now: late ones, and near ones."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateField, ExpressionWrapper, F, Q, Value
from django.utils.translation import gettext as _

from lizhi.common import clock
from lizhi.common.prepared import given
from lizhi.offboarding.models import Duty, DutyQuerySet
from lizhi.people.models import Employment, Roles

NEAR = dt.timedelta(days=2)


def asked() -> dict[str, dt.date]:
    """The days that the questions are asked with: near ones wait for somebody, passed ones too."""
    today = clock.today()
    return {"near": today + NEAR, "passed": today - dt.timedelta(days=1)}


def of(roles: Roles) -> DutyQuerySet | None:
    """Of `of_anybody`, those to others: nobody sees to what is owed to themselves."""
    found, own = of_anybody(roles), Employment.objects.filter(person__user=given("user"))
    return None if found is None else found.exclude(case__employment__in=own)


def of_anybody(roles: Roles) -> DutyQuerySet | None:
    """For HR of the branch all of them, for finance the wages; with what `given` says.

    None for whoever sees to none. The certificate, which the machine issues, is nobody's until it
    is late.
    """
    scope = _scope(roles)
    if scope is None:
        return None
    found = _due_by(given("near", DateField()))
    issued = Q(kind=Duty.Kind.CERTIFICATE, due__gt=given("passed", DateField()))
    return found.filter(scope).exclude(issued)


def late(roles: Roles) -> DutyQuerySet | None:
    """Those whose day has passed, for whoever looks after them: also one's own, and all kinds."""
    scope = _scope(roles)
    return None if scope is None else _due_by(given("passed", DateField())).filter(scope)


def _due_by(day: dt.date | given) -> DutyQuerySet:
    """Open ones, found by their day: few are due, but a branch has thousands of cases.

    Where a case belongs is said as a sum, so that no database begins with all cases of a branch.
    """
    return Duty.objects.due_by(day).alias(
        at_branch=_key("case__branch_id"), at_entity=_key("case__entity_id")
    )


def _key(name: str) -> Any:
    return ExpressionWrapper(F(name) + Value(0), output_field=BigIntegerField())


def _scope(roles: Roles) -> Q | None:
    branches, entities = roles.hr_branches, roles.finance_entities
    if branches is None:
        return Q()
    parts = []
    if branches:
        parts.append(Q(at_branch__in=branches))
    if entities is None:
        parts.append(Q(kind=Duty.Kind.WAGES))
    elif entities:
        parts.append(Q(kind=Duty.Kind.WAGES, at_entity__in=entities))
    return None if not parts else parts[0] if len(parts) == 1 else parts[0] | parts[1]


def columns(duties: DutyQuerySet) -> Any:
    """Of which case, what and by when; the oldest day first."""
    return duties.order_by("due", "pk").values("case", "kind", "due")


class Left(NamedTuple):
    """How a line tells it: words with a place for the duty, its last moment, and if that passed."""

    words: str
    until: dt.datetime
    late: bool


def left(day: dt.date) -> Left:
    """Until the last minute of this day."""
    until = dt.datetime.combine(day, dt.time.max, clock.SHANGHAI).astimezone(dt.UTC)
    late = day < clock.today()
    words = _("%(duty)s, by law, is late") if late else _("%(duty)s, by law")
    return Left(words, until, late)
