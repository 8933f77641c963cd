"""Whoever has just done something takes it back, as long as nobody has gone on from there."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.jobs.models import Outbox
from lizhi.offboarding import kinds
from lizhi.workflow import questions
from lizhi.workflow.dates import set_timer
from lizhi.workflow.engine import finding, modes, opening, parts
from lizhi.workflow.engine.move import Move
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run, Task, Timer
from lizhi.workflow.tree import Tree

JOB = Prepared(lambda: Outbox.objects.filter(dedupe=given("key")).only("state", "attempts"))
GONE_ON = gettext_lazy("Somebody has gone on from there; it cannot be taken back any more.")


@transaction.atomic
def take_back(task: Task, *, by: User, at: dt.datetime, words: str = "") -> None:
    """The step is open again, due when it was; what had opened after it is given up.

    Only what was done, and not what led back or to an end; and only while everything that followed
    is untouched: seen and done by nobody, begun by no machine.
    """
    mine = finding.task(lock(task.case), task.pk)
    _check_own(mine, by)
    if finding.version(mine.case) != mine.run.version:
        raise Refused(_("The process has changed to another version; nothing is taken back now."))
    move = Move(mine.case, mine.run.version, by=by, at=at)
    run = move.known(mine.run)
    run.case, run.version = move.case, move.version
    if run.state == Run.State.OPEN:
        _rest_those_after(mine)
    else:
        following = _untouched(move, run, by)
        move.cancel({one.step for one in following})
        _open_again(run)
    mine.state, mine.outcome, mine.closed_at, mine.rev = Task.State.OPEN, "", None, mine.rev + 1
    rows.update(mine, "state", "outcome", "closed_at", "rev")
    move.note(kinds.STEP_TAKEN_BACK, run.step, words=words)
    move.finish()


def _check_own(mine: Task, by: User) -> None:
    if mine.assignee_id != by.pk:
        raise NotPermitted(_("Only whoever has done it can take it back."))
    if mine.state != Task.State.DONE:
        raise AlreadyDone(_("This is not done; there is nothing to take back."))
    if mine.case.status != Case.Status.RUNNING or mine.case.suspended_until:
        raise Refused(_("The process stands still or has ended; nothing is taken back meanwhile."))


def _rest_those_after(mine: Task) -> None:
    """The own part of a step that waits for others; whoever came after it rests again."""
    if not modes.is_in_turn(parts.step_of(mine.run)):
        return
    later = list(mine.run.tasks.exclude(pk=mine.pk).filter(position__gte=mine.position))
    if any(task.seen_at or task.state == Task.State.DONE for task in later):
        raise Refused(GONE_ON)
    keys = [task.pk for task in later if task.state == Task.State.OPEN]
    Task.objects.filter(pk__in=keys).update(state=Task.State.RESTING)


def _untouched(move: Move, run: Run, by: User) -> list[Run]:
    """What has opened after it, if nothing of it was touched."""
    following = [one for one in move.runs if one.after_id == run.pk]
    keys = {one.step for one in following}
    standing = {one.step for one in move.runs if one.state == Run.State.OPEN} - keys
    newest = max(one.visit for one in move.runs if one.step == run.step) == run.visit
    routed = run.outcome in parts.step_of(run).get("on", {})
    own = run.state == Run.State.DONE and run.closed_by_id == by.pk and newest and not routed
    if not own or not _may_stand(move.tree, run.step, standing) or _touched(following):
        raise Refused(GONE_ON)
    return following


def _may_stand(tree: Tree, key: str, standing: set[str]) -> bool:
    """Whether a case that stands there can stand here as well.

    Nothing stands in its own sequence, nothing beside the blocks around it in theirs, and nothing
    in another branch of a choice.
    """
    inner, free = key, not standing & tree.rows[tree.row[key]]
    for block in tree.around(key):
        here = standing & tree.rows[tree.row[block]]
        chosen = tree.steps[block]["kind"] == "choose"
        inside = tree.rows[tree.row[inner]] if chosen else tree.inside(block)
        inner, free = block, free and here <= inside
    return free


def _touched(runs: list[Run]) -> bool:
    if any(run.state != Run.State.OPEN for run in runs):
        return True
    return any(map(_begun, runs)) or any(map(_seen, runs))


def _begun(run: Run) -> bool:
    job = JOB.first(key=opening.job_key(run))
    return job is not None and (job.state != Outbox.State.PENDING or job.attempts > 0)


def _seen(run: Run) -> bool:
    tasks = questions.TASKS_OF_RUN.all(run=run.pk)
    return any(task.seen_at or task.state == Task.State.DONE for task in tasks)


def _open_again(run: Run) -> None:
    """Its people have it again, and time acts on it as if it had not been left."""
    for task in questions.TASKS_OF_RUN.all(run=run.pk):
        if task.state == Task.State.CANCELLED and task.closed_at == run.closed_at:
            task.state, task.closed_at = Task.State.OPEN, None
            rows.update(task, "state", "closed_at")
    run.state, run.outcome, run.closed_at, run.closed_by = Run.State.OPEN, "", None, None
    rows.update(run, "state", "outcome", "closed_at", "closed_by")
    timers = {(one.kind, one.n): one for one in questions.TIMERS_OF_RUN.all(run=run.pk)}
    for kind in ("remind", "escalate"):
        for n, rule in enumerate(parts.step_of(run).get(kind, ())):
            timer = timers.get((kind, n)) or Timer(run=run, case=run.case, kind=kind, n=n)
            set_timer(timer, rule, run)
