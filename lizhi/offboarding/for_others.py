"""What somebody does for others: steps in their cases, standing in, roles, people who report."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

from django.db.models import DateField, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock, wording
from lizhi.common.prepared import Prepared, given
from lizhi.handover.actions import Duty
from lizhi.handover.passing import ROLE
from lizhi.people import climbing
from lizhi.people import rules as people
from lizhi.people.models import Absence, Department, Employment, RoleGrant
from lizhi.workflow.models import Task

TASKS, STANDS_IN, REPORTS = "tasks", "substitute", "reports"
Role = RoleGrant.Role
WITH_SEAL = frozenset({Role.HR, Role.GROUP_HR})
"""Whose confirmation puts the company's seal on an agreement."""


def of(case: Case) -> list[Duty]:
    """All that is in the leaver's hands besides the own work, each with whom it would go to."""
    found: list[Duty] = []
    for part in (_roles, _led, _steps, _standing_in):
        with suppress(people.NobodyNamed):  # the owner rules find somebody in the end
            found += part(case)
    return found


def steps(user: User | given) -> QuerySet[Task]:
    """Open steps in the cases of others."""
    return _of_others(user).filter(assignee=user)


def delegated(user: User | given) -> QuerySet[Task]:
    """Open steps in the cases of others that somebody else does on behalf of this person."""
    return _of_others(user).filter(on_behalf_of=user)


def _of_others(user: User | given) -> QuerySet[Task]:
    running = Task.objects.open().filter(case__status=Case.Status.RUNNING)
    return running.exclude(case__employment__person__user=user).order_by("pk")


def led_by(user: User | given) -> QuerySet[Employment]:
    """Who reports to this person; whoever leads a department leads those without an own line."""
    working = Employment.objects.active().exclude(person__user=user)
    own = Employment.objects.filter(person__user=user).values("pk")
    rooms = Department.objects.filter(head__person__user=user).values("pk")
    # Said twice round, or SQLite looks through everybody who has no line of his own.
    head = Q(department__in=rooms) & ~Q(reports_to__isnull=False)
    return working.filter(Q(reports_to__in=own) | head).order_by("pk")


def stood_in(user: User | given, today: dt.date | given | None = None) -> QuerySet[Absence]:
    """Absences, now and to come, in which this person is the substitute."""
    coming = Absence.objects.from_day(today or clock.today())
    return coming.filter(substitute=user).order_by("pk")


def held_by(user: User | given) -> QuerySet[RoleGrant]:
    """Roles beyond being an employee or a manager."""
    grants = RoleGrant.objects.filter(user=user).select_related("branch__entity", "entity")
    return grants.order_by("pk")


_STEPS = Prepared(lambda: steps(given("user")))
_DELEGATED = Prepared(lambda: delegated(given("user")))
_LED = Prepared(lambda: led_by(given("user")).select_related("person")[:101])
_STOOD_IN = Prepared(
    lambda: stood_in(given("user"), given("today", DateField())).select_related("user")
)
_HELD = Prepared(lambda: held_by(given("user")))


def _steps(case: Case) -> Iterator[Duty]:
    lent = _DELEGATED.count(user=case.leaver.pk)
    if count := _STEPS.count(user=case.leaver.pk) + lent:
        title = ngettext(
            "%(number)s open step in the resignations of others",
            "%(number)s open steps in the resignations of others",
            count,
        )
        note = _("%(number)s of them are done by others on behalf") % {"number": lent}
        boss = people.manager_of(case.employment)
        yield Duty(TASKS, title % {"number": count}, note if lent else "", boss)


def _led(case: Case) -> Iterator[Duty]:
    names = [one.name for one in _LED.all(user=case.leaver.pk)]
    if names:
        title = ngettext(
            "%(number)s person who reports to %(name)s",
            "%(number)s people who report to %(name)s",
            len(names),
        )
        values = {"number": len(names), "name": case.employment.name}
        note = "、".join(names[:6]) + ("…" if len(names) > 6 else "")
        yield Duty(REPORTS, title % values, note, people.manager_of(case.employment))


def _standing_in(case: Case) -> Iterator[Duty]:
    absences = _STOOD_IN.all(user=case.leaver.pk, today=clock.today())
    if absences:
        note = "、".join(f"{one.user.name} {_days(one)}" for one in absences)
        title = _("Stands in for colleagues who are away")
        yield Duty(STANDS_IN, title, note, people.manager_of(case.employment))


def _days(absence: Absence) -> str:
    first, last = (wording.day(day, "short") for day in (absence.first_day, absence.last_day))
    return f"{first}–{last}"


def _roles(case: Case) -> Iterator[Duty]:
    for grant in _HELD.all(user=case.leaver.pk):
        place = grant.branch or grant.entity
        title = str(Role(grant.role).label) + (f"，{place.name}" if place else "")
        seal = _("With it goes the consent to the company's seal.")
        note = seal if grant.role in WITH_SEAL else ""
        with suppress(people.NobodyNamed):
            yield Duty(f"{ROLE}{grant.pk}", title, note, next_holder(grant, case))


def next_holder(grant: RoleGrant, case: Case) -> User:
    """Another holder of the role; else whoever would be asked anyway once the leaver is gone."""
    branch, entity = grant.branch or case.branch, grant.entity or case.entity
    others = climbing.holders(grant.role, branch, besides=case.leaver)
    if others:
        return others[0]
    if grant.role == Role.FINANCE:
        return people.finance_of(entity, besides=case.leaver)
    if grant.role == Role.KEEPER:
        return people.hr_of(branch, besides=case.leaver)
    return people.group_hr(besides=case.leaver)
