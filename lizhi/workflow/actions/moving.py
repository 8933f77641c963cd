"""Move a case: begin, complete a task, leave a step, send back, stop."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.workflow import forms_registry, questions
from lizhi.workflow.engine import finding, modes, parts, trees
from lizhi.workflow.engine.leaving import leave
from lizhi.workflow.engine.move import Move
from lizhi.workflow.keys import lock
from lizhi.workflow.models import Run, Task, Version
from lizhi.workflow.tree import Step

SENT_BACK = "send_back"


@transaction.atomic(savepoint=False)
def start(case: Case, version: Version, *, by: User | None, at: dt.datetime) -> None:
    """The case stands at the first steps of this version; later versions do not move it."""
    move = Move(case, version, by=by, at=at)
    walk = move.walk()
    walk.begin()
    move.apply(walk)
    move.finish()


@transaction.atomic
def complete(
    task: Task,
    *,
    outcome: str,
    by: User,
    at: dt.datetime,
    words: str = "",
    data: dict[str, Any] | None = None,
    **facts: Any,
) -> None:
    """Somebody has done the own part; when the step needs no more people, the case goes on.

    `data` is checked against the fields of the step and kept in `case.data`; `facts` and `words`
    go into the event. The task must be open and belong to whoever does it.
    """
    mine = _own_open(task, by)
    step = trees.of(mine.run.version).steps[mine.run.step]
    _check_outcome(step, outcome)
    _keep(mine.case, step, data)
    _done(mine, task, outcome=outcome, at=at)
    if mine.on_behalf_of_id:
        facts["in_place_of"] = {str(by.pk): mine.on_behalf_of_id}
    decided = modes.decision(mine.run, step, outcome)
    if decided is None:
        parts.done(mine, outcome=outcome, by=by, at=at, words=words, facts=facts)
    else:
        leave(mine.run, outcome=decided, by=by, at=at, words=words, facts=facts, also=("data",))


@transaction.atomic
def send_back(task: Task, *, to: str, by: User, at: dt.datetime, words: str) -> None:
    """An earlier step is to be done again; what stands in its sequence is given up."""
    mine = _own_open(task, by)
    step = trees.of(mine.run.version).steps[mine.run.step]
    if to not in targets(step):
        raise Refused(_("This step cannot be sent back to there."))
    _done(mine, task, outcome=SENT_BACK, at=at)
    leave(mine.run, outcome=SENT_BACK, by=by, at=at, words=words, to=to)


@transaction.atomic
def close_run(
    run: Run, *, outcome: str, by: User | None, at: dt.datetime, words: str = "", **facts: Any
) -> None:
    """The step is over, whoever still had it: something else has answered it."""
    fresh = finding.run(lock(run.case), run.pk)
    leave(fresh, outcome=outcome, by=by, at=at, words=words, facts=facts)
    read_again(run, "state", "outcome", "closed_at", "closed_by")


def open_run(case: Case, step: str) -> Run | None:
    """The run of this step that the case stands at, if it does."""
    run = questions.OPEN_RUN.first(case=case.pk, step=step)
    if run:
        run.case = case
    return run


def targets(step: Step) -> list[str]:
    """The steps that this one may be sent back to."""
    named = step.get("on", {}).get(SENT_BACK, [])
    return [named] if isinstance(named, str) else list(named)


def _own_open(task: Task, by: User) -> Task:
    mine = finding.task(lock(task.case), task.pk)
    if mine.state == Task.State.DONE:
        raise AlreadyDone(_("%(name)s has done this already.") % {"name": mine.assignee.name})
    if mine.state == Task.State.RESTING:
        raise Refused(_("Somebody else has this now. You will hear when it is your turn."))
    if mine.state != Task.State.OPEN:
        raise AlreadyDone(_("This is not needed any more."))
    if mine.assignee_id != by.pk:
        raise NotPermitted(_("This waits for %(name)s.") % {"name": mine.assignee.name})
    return mine


def _check_outcome(step: Step, outcome: str) -> None:
    allowed = step.get("outcomes")
    if allowed is not None and outcome not in {*allowed, *step.get("on", {})}:
        raise Refused(_("This answer is not one of those that the step asks for."))


def _keep(case: Case, step: Step, data: dict[str, Any] | None) -> None:
    if data or step.get("fields"):
        case.data = {**case.data, **forms_registry.clean(case, step, data or {})}


def _done(mine: Task, theirs: Task, *, outcome: str, at: dt.datetime) -> None:
    mine.state, mine.outcome, mine.closed_at = Task.State.DONE, outcome, at
    mine.rev += 1
    rows.update(mine, "state", "outcome", "closed_at", "rev")
    for name in ("state", "outcome", "closed_at", "rev"):
        setattr(theirs, name, getattr(mine, name))
