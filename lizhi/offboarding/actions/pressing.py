"""Somebody sees to it that a case goes on: reminds whoever has it, or gives it to somebody else."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.prepared import read_again
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.offboarding import holding, rules, words
from lizhi.offboarding.holding import Held
from lizhi.workflow import actions as workflow
from lizhi.workflow import standing_in
from lizhi.workflow.models import Run, Task


@transaction.atomic
def press(case: Case, step: str = "", *, by: User, tell_above: bool = False, said: str = "") -> Run:
    """Remind whoever has this step, or the most urgent one; at most once in four hours a step.

    Whoever leaves sees it at once. HR and finance press anybody, and may let the superior know;
    whoever has a step presses those it waits for, and so does the leaver once they are late.
    `said` goes out with it, on one line.
    """
    case = workflow.lock(case)
    rules.check_can_press(case, by)
    now = clock.now()
    asked = [one for one in _reached(case, by, now) if step in {"", one.run.step}]
    if not asked:
        raise AlreadyDone(words.NOBODY_HOLDS)
    run = asked[0].run
    run.case = case
    workflow.press(run, by=by, at=now, words=" ".join(said.split()))
    tells = tell_above and rules.may_press_all(case, by)
    if tells and (above := holding.above(asked[0], case, by)):
        (there,) = standing_in.instead([above], case, at=now)
        workflow.tell(run, to=there, by=by, at=now)
    return run


def _reached(case: Case, by: User, now: dt.datetime) -> list[Held]:
    """Whoever leaves lets people have their time; we remind them when it is over anyway."""
    if rules.may_press_all(case, by):
        return holding.by_anybody(case, by, now=now)
    held = holding.by_others(case, by, now=now)
    return [one for one in held if one.late] if by == case.leaver else held


@transaction.atomic
def hand_on(task: Task, *, to: User, by: User, key: str, said: str = "") -> None:
    """Somebody else has the step now; until when it is due does not change."""
    case = workflow.lock(task.case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="hand_on", by=by, at=now):
        return
    read_again(task, "state", "assignee")
    task.case = case
    rules.check_can_reassign(task, by, to, today=clock.local(now).date())
    if task.assignee_id == to.pk:
        raise Refused(_("This person has it already. Please choose somebody else."))
    workflow.reassign(task, to=to, by=by, at=now, words=said)
