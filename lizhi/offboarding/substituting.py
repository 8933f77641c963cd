"""An absence begins: what waits for somebody goes to his substitute, and comes back when asked."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.prepared import read_again
from lizhi.common.trail import trail
from lizhi.jobs.models import Outbox
from lizhi.people import absences
from lizhi.people.models import Absence
from lizhi.workflow import actions as workflow
from lizhi.workflow import standing_in
from lizhi.workflow.engine import parts
from lizhi.workflow.models import Task

logger = logging.getLogger(__name__)


def move_all(now: dt.datetime) -> int:
    """Once a day: everything that waits for somebody who is away; how many tasks have moved."""
    away = Absence.objects.on(clock.local(now).date())
    return _move(_of_company().filter(Exists(away.filter(user=OuterRef("assignee")))), now)


def move_of(row: Outbox) -> None:
    """What waits for one person whose absence has begun."""
    _move(_of_company().filter(assignee=row.payload["user"]), clock.now())


def move_in(case: Case, user: User, now: dt.datetime) -> None:
    """The same in one case alone."""
    _move(_of_company().filter(case=case, assignee=user), now)


def take_back(user: User, *, at: dt.datetime) -> int:
    """What others still have in his place comes back; what they have done stays done."""
    tasks = list(mine_with_others(user))
    return sum(_take_back(task, user, at) for task in tasks)


def mine_with_others(user: User) -> QuerySet[Task]:
    """Open steps that somebody else has in place of this person."""
    mine = _of_company().filter(on_behalf_of=user)
    return mine.select_related("case__employment__person__user", "run__version", "assignee")


def _of_company() -> QuerySet[Task]:
    """Open tasks of cases that run, but not those of whoever leaves."""
    tasks = Task.objects.open().filter(case__status=Case.Status.RUNNING)
    tasks = tasks.select_related(
        "case__employment__person__user", "assignee", "on_behalf_of", "run__version"
    ).defer("run__version__body")
    return tasks.exclude(assignee=F("case__employment__person__user")).order_by("pk")


def _move(tasks: QuerySet[Task], now: dt.datetime) -> int:
    moved = 0
    # A list: SQLite would hold a look at the old state open, which no write may follow.
    for task in list(tasks):
        try:
            moved += _give(task, now)
        except Exception as error:  # noqa: BLE001  the other cases go on all the same
            logger.error("task %s finds no substitute: %s", task.pk, trail(error))
    return moved


@transaction.atomic
def _give(task: Task, now: dt.datetime) -> bool:
    workflow.lock(task.case)
    read_again(task, "state", "assignee", "on_behalf_of")
    if task.state != Task.State.OPEN:
        return False
    owner = _owner(task)
    taken = parts.taken(task.run) - {owner.pk}
    (doer,) = standing_in.instead([owner], task.case, at=now, besides=taken)
    if doer == task.assignee:
        return False
    workflow.reassign(task, to=doer, by=None, at=now)
    return True


def _owner(task: Task) -> User:
    """For whom it is done: he may be back by now, or gone for good."""
    first = task.on_behalf_of
    return first if first and absences.may_do(first) else task.assignee


@transaction.atomic
def _take_back(task: Task, user: User, at: dt.datetime) -> bool:
    workflow.lock(task.case)
    read_again(task, "state", "on_behalf_of")
    if task.state != Task.State.OPEN or task.on_behalf_of_id != user.pk:
        return False
    workflow.reassign(task, to=user, by=user, at=at)
    return True
