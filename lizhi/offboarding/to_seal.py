"""Agreements that the employee has signed and that wait for HR's word, to be sealed in one go."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import rules as cases
from lizhi.cases.models import Case, Event
from lizhi.offboarding import agreements, four_dates, reminders
from lizhi.offboarding.four_dates import FourDates
from lizhi.people import rules as people
from lizhi.signing.models import Actor, Envelope
from lizhi.workflow.models import Task

AT_ONCE = 100
"""In one round: so many lines somebody still looks through before the word that binds."""
MOST_LOOKED_AT = 300
SAID_ONCE = "early"
"""The reminder that one tick answers for all; every other one is about one person and his life."""


@dataclass(frozen=True)
class Waiting:
    """One agreement that waits for the company's seal, as it stands on the page."""

    task: Task
    seal: Actor
    """The company's part of the envelope."""
    signed_at: dt.datetime | None
    dates: FourDates
    is_early: bool
    why_not: str
    """Why it is not for this reader in one go; empty where it is."""

    @property
    def case(self) -> Case:
        """Whose leaving it is about."""
        return self.task.case

    @property
    def digest(self) -> str:
        """Of the very file that would be sealed."""
        return self.seal.envelope.paper.file.digest

    @property
    def mark(self) -> str:
        """What is ticked: this text with these days. Another text or day has another mark."""
        days = ":".join(day.isoformat() for day in asdict(self.dates).values())
        text = f"{self.seal.pk}:{self.digest}:{days}"
        return f"{self.seal.pk}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def of(user: User, *, today: dt.date) -> list[Waiting]:
    """All of the own branches, those that have waited longest first."""
    return list(_lines(user, today))


def handed_on_at(lines: Iterable[Waiting], user: User) -> dt.datetime | None:
    """When a colleague last gave this person the word for the company in any of these."""
    handed = Event.objects.filter(
        case__in=[line.case.pk for line in lines], kind="task_reassigned", step="confirmation"
    )
    by_others = handed.exclude(actor=None).exclude(actor=user)
    last: dt.datetime | None = by_others.aggregate(last=Max("happened_at"))["last"]
    return last


def _lines(user: User, today: dt.date) -> Iterator[Waiting]:
    roles = people.roles_of(user)
    tasks = [
        task
        for task in _tasks(user)
        if task.case.leaver != user
        and (task.assignee_id == user.pk or roles.is_hr_of(task.case.branch_id))
    ]
    seals = {seal.envelope.case_id: seal for seal in _seals([task.case_id for task in tasks])}
    for task in tasks:
        if seal := seals.pop(task.case_id, None):
            seal.envelope.case = task.case
            yield _line(task, seal, user, today)


def _tasks(user: User) -> QuerySet[Task]:
    asked = _asked().filter(envelope__case=OuterRef("case"))
    mine = Q(assignee=user) | Q(case__in=cases.at_desk(user))
    open_here = Task.objects.open().filter(mine, Exists(asked), run__step="confirmation")
    return open_here.select_related(
        *("run", "assignee", "case__branch", "case__entity"),
        *("case__employment__person__user", "case__employment__department"),
    ).order_by("due_at", "pk")[:MOST_LOOKED_AT]


def _asked() -> QuerySet[Actor]:
    return Actor.objects.filter(
        kind=Actor.Kind.ORG,
        state=Actor.State.ASKED,
        envelope__state=Envelope.State.SIGNING,
        envelope__purpose=agreements.PURPOSE,
    )


def _seals(case_ids: list[int]) -> QuerySet[Actor]:
    asked = _asked().filter(envelope__case__in=case_ids)
    found = asked.select_related("envelope__paper__file", "entity")
    return found.prefetch_related("envelope__actors")


def _line(task: Task, seal: Actor, user: User, today: dt.date) -> Waiting:
    dates = four_dates.proposed(task.case, today=today)
    asked = [one.key for one in reminders.to_tick(task.case, dates.contract_end)]
    signer = next((one for one in seal.envelope.actors.all() if one.role == "employee"), None)
    return Waiting(
        task=task,
        seal=seal,
        signed_at=signer.given_at if signer else None,
        dates=dates,
        is_early=SAID_ONCE in asked,
        why_not=_why_not(task, user, dates, asked, today),
    )


def _why_not(task: Task, user: User, dates: FourDates, asked: list[str], today: dt.date) -> str:
    if task.assignee_id != user.pk:
        return _("%(name)s has it in hand") % {"name": task.assignee.name}
    if set(asked) - {SAID_ONCE}:
        return _("the law has something to say about it: please open it")
    if four_dates.problems(task.case, dates, today=today):
        return _("its dates have to be looked at: please open it")
    return ""
