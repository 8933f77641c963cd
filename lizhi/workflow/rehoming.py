"""Steps that nobody can do any more find somebody: the owner rule is asked again.

Whoever had them has left, or nobody held the role when they opened.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.trail import trail
from lizhi.jobs.models import Outbox
from lizhi.people.models import still_here
from lizhi.workflow import kinds, owners, standing_in
from lizhi.workflow.engine import finding, modes, parts, trees
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run, Task
from lizhi.workflow.tree import FOR_PEOPLE

logger = logging.getLogger(__name__)


def find_owners(now: dt.datetime) -> int:
    """All cases that run; how many steps went to somebody else. One that fails stops no other."""
    moved = 0
    # A list: SQLite would hold a look at the old state open, which no write may follow.
    for run in list(_without_anybody()):
        try:
            moved += _is_for_people(run) and _find_owner(run, now)
        except Exception as error:  # noqa: BLE001  the other cases go on all the same
            logger.error("run %s finds nobody: %s", run.pk, trail(error))
    return moved


def hand_on(row: Outbox) -> None:
    """Everything that somebody who has left still had in hand."""
    mine = Task.objects.open().filter(assignee=row.payload["user"]).values("run")
    for run in _without_anybody().filter(pk__in=mine):
        _find_owner(run, clock.now())


def _without_anybody() -> QuerySet[Run]:
    here = Task.objects.open().filter(still_here("assignee"), assignee__is_active=True)
    running = Run.objects.open().filter(case__status=Case.Status.RUNNING)
    alone = running.exclude(Exists(here.filter(run=OuterRef("pk")))).order_by("pk")
    return alone.select_related("case", "version").defer("version__body")


def _is_for_people(run: Run) -> bool:
    return trees.of(run.version).steps[run.step]["kind"] in FOR_PEOPLE


@transaction.atomic
def _find_owner(run: Run, now: dt.datetime) -> bool:
    fresh = finding.run(lock(run.case), run.pk)
    step = trees.of(fresh.version).steps[fresh.step]
    if fresh.state != Run.State.OPEN:
        return False
    tasks = list(fresh.tasks.open().select_related("assignee"))
    if not modes.is_in_turn(step) and _have_it_again(fresh, now):
        return True
    named = owners.resolve(step["owner"], run.case, fallback=step.get("on_empty_owner", ""))
    people = standing_in.instead(named, run.case, at=now)
    if modes.is_in_turn(step):
        people = _next_in_turn(fresh, people)
    if not people or {task.assignee_id for task in tasks} == {user.pk for user in people}:
        return False
    if tasks:
        parts.replace(fresh, tasks, people, by=None, at=now)
    else:
        parts.add(fresh, people, by=None, at=now)
    return True


def _have_it_again(run: Run, now: dt.datetime) -> bool:
    """Whoever had claimed it is gone: the others have it again, where one of them is here."""
    woken = [task.assignee_id for task in parts.wake(run, at=now)]
    if not woken or _without_anybody().filter(pk=run.pk).exists():
        return False
    facts = {"to": woken, "channel": "time"}
    parts.note(run, Entry(kinds.HANDLER_ADDED, run.step, facts=facts), at=now)
    return True


def _next_in_turn(run: Run, people: list[User]) -> list[User]:
    """The turn goes to one person: the first who has no part in this step, else the first."""
    parts_of = run.tasks.exclude(state=Task.State.CANCELLED).values_list("assignee", flat=True)
    known = set(parts_of)
    return [user for user in people if user.pk not in known][:1] or people[:1]
