"""Where any of several may do a step, one takes it on, and gives it back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry
from lizhi.common import rows
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding import kinds
from lizhi.workflow import actions as workflow
from lizhi.workflow import questions
from lizhi.workflow.engine import finding, modes, parts
from lizhi.workflow.models import Task


@transaction.atomic
def claim(task: Task, *, by: User, at: dt.datetime) -> None:
    """It stands in nobody else's list from now on, and only this person is reminded.

    The others' tasks rest: they come back when it is given back, when its time is over, and when
    whoever has claimed it leaves.
    """
    mine = _own(task, by)
    every = questions.UNANSWERED_OF_RUN.all(run=mine.run_id)
    others = [one for one in every if one.state == Task.State.OPEN and one.pk != mine.pk]
    if modes.of(parts.step_of(mine.run)) != "any":
        raise Refused(_("Everybody has an own part in this step; it cannot be claimed."))
    if not others:
        raise AlreadyDone(_("You have it alone already."))
    for other in others:
        other.state = Task.State.RESTING
        rows.update(other, "state")
    mine.seen_at = at
    rows.update(mine, "seen_at")
    parts.note(mine.run, Entry(kinds.STEP_CLAIMED, mine.run.step, by=by), at=at)


@transaction.atomic
def give_back(task: Task, *, by: User, at: dt.datetime) -> None:
    """Everybody who could do it has it again, this person too."""
    mine = _own(task, by)
    if modes.of(parts.step_of(mine.run)) != "any":
        raise Refused(_("Everybody has an own part in this step; it cannot be claimed."))
    woken = parts.wake(mine.run, at=at)
    if not woken:
        raise AlreadyDone(_("It is with everybody who can do it already."))
    facts = {"to": [one.assignee_id for one in woken]}
    parts.note(mine.run, Entry(kinds.STEP_GIVEN_BACK, mine.run.step, by=by, facts=facts), at=at)


def _own(task: Task, by: User) -> Task:
    mine = finding.task(workflow.lock(task.case), task.pk)
    if mine.assignee_id != by.pk:
        raise NotPermitted(_("This waits for %(name)s.") % {"name": mine.assignee.name})
    if mine.state == Task.State.RESTING:
        raise AlreadyDone(_("Somebody else has taken it on already."))
    if mine.state != Task.State.OPEN:
        raise AlreadyDone(_("This is not needed any more."))
    return mine
