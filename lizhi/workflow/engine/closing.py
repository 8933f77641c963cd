"""Close runs: their open tasks and pending timers end with them."""

import datetime as dt
from collections.abc import Iterable

from lizhi.accounts.models import User
from lizhi.common import rows
from lizhi.workflow import questions
from lizhi.workflow.engine.opening import job_key
from lizhi.workflow.models import Run, Task


def close(run: Run, *, outcome: str, by: User | None, at: dt.datetime) -> None:
    """This step is done."""
    run.state, run.outcome, run.closed_at, run.closed_by = Run.State.DONE, outcome, at, by
    rows.update(run, "state", "outcome", "closed_at", "closed_by")
    end_parts([run], at=at)


def cancel(runs: Iterable[Run], *, at: dt.datetime) -> None:
    """These steps are not needed any more."""
    runs = list(runs)
    for run in runs:
        run.state, run.closed_at = Run.State.CANCELLED, at
        rows.update(run, "state", "closed_at")
        questions.SWITCH_OFF_JOB.make(key=job_key(run))
    end_parts(runs, at=at)


def end_parts(runs: Iterable[Run], *, at: dt.datetime) -> None:
    """What people had to do, and what time would have done, falls away."""
    for run in runs:
        questions.CANCEL_TASKS.make(run=run.pk, at=at)
        questions.SWITCH_OFF_TIMERS.make(run=run.pk)


def drop(task: Task, *, at: dt.datetime) -> None:
    """The step does not ask this person any more."""
    task.state, task.closed_at, task.rev = Task.State.CANCELLED, at, task.rev + 1
    rows.update(task, "state", "closed_at", "rev")
