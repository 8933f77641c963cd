"""Steps that nobody can do any more find somebody: the owner rule is asked again.

Whoever had them has left, or nobody held the role when they opened. Where several have to answer,
the part of each passes on by itself, and what was answered stays with whoever has answered.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.trail import trail
from lizhi.jobs.models import Outbox
from lizhi.offboarding import kinds
from lizhi.people import absences
from lizhi.people.models import still_here
from lizhi.workflow import owners, standing_in
from lizhi.workflow.engine import closing, finding, modes, parts, trees
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run, Task
from lizhi.workflow.tree import FOR_PEOPLE

logger = logging.getLogger(__name__)


def find_owners(now: dt.datetime) -> int:
    """All cases that run; how many steps went to somebody else. One that fails stops no other."""
    moved = 0
    # A list: SQLite would hold a look at the old state open, which no write may follow.
    for run in list(_runs().filter(_without_anybody() | _of_somebody_gone())):
        try:
            moved += _is_for_people(run) and _find_owner(run, now)
        except Exception as error:  # noqa: BLE001  the other cases go on all the same
            logger.error("run %s finds nobody: %s", run.pk, trail(error))
    return moved


def hand_on(row: Outbox) -> None:
    """Everything that somebody who has left still had in hand."""
    mine = Task.objects.unanswered().filter(assignee=row.payload["user"]).values("run")
    for run in list(_runs().filter(pk__in=mine)):
        _find_owner(run, clock.now())


def _runs() -> QuerySet[Run]:
    running = Run.objects.open().filter(case__status=Case.Status.RUNNING).order_by("pk")
    return running.select_related("case", "version").defer("version__body")


def _without_anybody() -> Q:
    return ~Q(Exists(Task.objects.open().filter(run=OuterRef("pk"))))


def _of_somebody_gone() -> Q:
    here = still_here("assignee") & Q(assignee__is_active=True)
    return Q(Exists(Task.objects.unanswered().filter(~here, run=OuterRef("pk"))))


def _is_for_people(run: Run) -> bool:
    return trees.of(run.version).steps[run.step]["kind"] in FOR_PEOPLE


@transaction.atomic
def _find_owner(run: Run, now: dt.datetime) -> bool:
    fresh = finding.run(lock(run.case), run.pk)
    if fresh.state != Run.State.OPEN:
        return False
    tasks = list(fresh.tasks.unanswered().select_related("assignee").order_by("position", "pk"))
    gone = [task for task in tasks if _is_gone(task)]
    if not tasks:
        return _bring_somebody(fresh, now)
    if modes.of(parts.step_of(fresh)) == "any":
        return bool(gone) and _pass_on(fresh, gone, tasks, now)
    return sum(_pass_part_on(fresh, task, now) for task in gone) > 0


def _is_gone(task: Task) -> bool:
    """Whoever leaves answers for himself when he has left, too."""
    return task.assignee != task.case.leaver and not absences.may_do(task.assignee)


def _bring_somebody(run: Run, now: dt.datetime) -> bool:
    people = _named(run, now)
    in_turn = modes.is_in_turn(parts.step_of(run))
    return bool(people and parts.add(run, people[:1] if in_turn else people, by=None, at=now))


def _pass_on(run: Run, gone: list[Task], tasks: list[Task], now: dt.datetime) -> bool:
    """Any of several may do it: those who are here have it, else whom the rule names now."""
    here = [task for task in tasks if task not in gone]
    if any(task.state == Task.State.OPEN for task in here):
        _drop(run, gone, now)
        return True
    people = [task.assignee for task in here] or _named(run, now)
    people = people or _above(run, gone[0], now)
    if not people or {task.assignee_id for task in gone} == {user.pk for user in people}:
        return False
    parts.replace(run, gone, people, by=None, at=now)
    return True


def _drop(run: Run, gone: list[Task], now: dt.datetime) -> None:
    """Nobody need be told: the others have had it all the time."""
    for task in gone:
        closing.drop(task, at=now)
    keys = [task.assignee_id for task in gone]
    parts.note(run, Entry(kinds.SIGNER_REMOVED, run.step, facts={"to": keys}), at=now)


def _pass_part_on(run: Run, task: Task, now: dt.datetime) -> bool:
    """To somebody who has no part yet; only where there is nobody else, once more to one who has.

    Never to one who has still to answer: he would have both parts at once.
    """
    taken = parts.taken(run)
    named = _named(run, now, besides=taken)
    free = [user for user in named if user.pk not in taken] or _above(run, task, now)
    asked = set(run.tasks.unanswered().values_list("assignee", flat=True))
    found = free or [user for user in named if user.pk not in asked and absences.may_do(user)]
    if found:
        parts.replace(run, [task], found[:1], by=None, at=now)
    return bool(found)


def _named(
    run: Run, now: dt.datetime, besides: set[int] | frozenset[int] = frozenset()
) -> list[User]:
    named = owners.of(parts.step_of(run), run.case)
    return standing_in.instead(named, run.case, at=now, besides=besides)


def _above(run: Run, task: Task, now: dt.datetime) -> list[User]:
    found = standing_in.above(task.assignee, run.case, at=now, besides=parts.taken(run))
    return [found] if found else []
