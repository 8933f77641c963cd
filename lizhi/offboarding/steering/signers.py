"""Bring somebody into an open step, or let somebody out of it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.offboarding import kinds
from lizhi.workflow import actions as workflow
from lizhi.workflow import questions
from lizhi.workflow.engine import closing, finding, modes, parts
from lizhi.workflow.models import Run, Task


@transaction.atomic
def add_signer(run: Run, *, to: User, by: User, at: dt.datetime) -> Task:
    """The step asks this person too, in the way it asks its people.

    Where any may answer this is one more who may; where all do, one more answer is needed; in turn
    it comes last; in a vote it counts as one of those who are asked. Until when does not change.
    """
    fresh = finding.run(workflow.lock(run.case), run.pk)
    workflow.check_has_no_part(fresh, to)
    return workflow.add_task(fresh, to=to, by=by, at=at)


@transaction.atomic
def remove_signer(task: Task, *, by: User, at: dt.datetime, words: str = "") -> None:
    """The step does not ask this person any more. What has been answered stays answered."""
    mine = finding.task(workflow.lock(task.case), task.pk)
    _check(mine)
    closing.drop(mine, at=at)
    run = mine.run
    entries = [Entry(kinds.SIGNER_REMOVED, run.step, words, by, {"to": [mine.assignee_id]})]
    entries += parts.next_turn(run, at=at)
    left = questions.UNANSWERED_OF_RUN.all(run=run.pk)
    if all(task.state != Task.State.OPEN for task in left):
        parts.wake(run, at=at)  # whoever goes had claimed it
    parts.note(run, *entries, at=at)


def _check(mine: Task) -> None:
    name = {"name": mine.assignee.name}
    if mine.state == Task.State.DONE:
        raise AlreadyDone(_("%(name)s has answered already; an answer stays.") % name)
    if mine.state == Task.State.CANCELLED:
        raise AlreadyDone(_("This is not needed any more."))
    every = questions.TASKS_OF_RUN.all(run=mine.run_id)
    others = [one for one in every if one.pk != mine.pk and one.state != Task.State.CANCELLED]
    if all(task.state == Task.State.DONE for task in others):
        raise Refused(_("Nobody else is left. Please hand the step on instead.") % name)
    step = parts.step_of(mine.run)
    if modes.of(step) == "vote" and modes.verdict(step, others) is not None:
        raise Refused(_("Without %(name)s the vote would be over. Nobody decides it so.") % name)
