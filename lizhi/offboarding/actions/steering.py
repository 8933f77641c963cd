"""Where a case goes beside its steps: paused, led elsewhere, sent back, taken back."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.prepared import read_again
from lizhi.offboarding import going_back, steering
from lizhi.offboarding import rules as ours
from lizhi.offboarding.steering import rules
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run, Task


@transaction.atomic
def suspend(case: Case, *, until: dt.datetime, words: str, by: User, key: str) -> None:
    """Nobody is reminded until then; notice, certificate and wages go on (劳动合同法 37, 50)."""
    case = workflow.lock(case)
    now = clock.now()
    if workflow.once(key, case=case, kind="suspend", by=by, at=now):
        rules.check_can_suspend(case, by, today=clock.local(now).date())
        steering.suspend(case, until=until, by=by, at=now, words=words)


@transaction.atomic
def resume(case: Case, *, by: User, key: str) -> None:
    """The process goes on before its day."""
    case = workflow.lock(case)
    now = clock.now()
    if workflow.once(key, case=case, kind="resume", by=by, at=now):
        ours.check_is_hr(case, by)
        ours.check_running(case)
        steering.resume(case, by=by, at=now)


@transaction.atomic
def jump(run: Run, *, to: str, words: str, by: User, key: str) -> None:
    """Group HR or an administrator leads the case to another step; everybody reads why."""
    case = workflow.lock(run.case)
    now = clock.now()
    if workflow.once(key, case=case, kind="jump", by=by, at=now, request=f"{run.pk} {to}"):
        rules.check_can_jump(case, by)
        rules.check_target(run, to)
        going_back.check(run, to, today=clock.local(now).date())
        steering.jump(run, to=to, by=by, at=now, words=words)


@transaction.atomic
def send_back(task: Task, *, to: str, words: str, by: User, key: str) -> None:
    """An earlier step is to be done again, where the process allows it."""
    case = task.run.case = workflow.lock(task.case)
    now = clock.now()
    if workflow.once(key, case=case, kind="send_back", by=by, at=now, request=f"{task.pk} {to}"):
        read_again(task, "state", "assignee")
        rules.check_can_send_back(task, by)
        going_back.check(task.run, to, today=clock.local(now).date())
        workflow.send_back(task, to=to, by=by, at=now, words=words)


@transaction.atomic
def take_back_step(task: Task, *, words: str = "", by: User, key: str) -> None:
    """One's own answer, while nobody has gone on from there."""
    case = task.run.case = workflow.lock(task.case)
    now = clock.now()
    if workflow.once(key, case=case, kind="take_back", by=by, at=now, request=str(task.pk)):
        rules.check_can_take_back(task, by)
        going_back.check(task.run, task.run.step, today=clock.local(now).date())
        steering.take_back(task, by=by, at=now, words=words)
