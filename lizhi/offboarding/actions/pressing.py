"""HR sees to it that a case goes on: reminds whoever has it, or gives it to somebody else."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.offboarding import rules
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run, Task


@transaction.atomic
def press(case: Case, step: str = "", *, by: User) -> Run:
    """Remind whoever has this step, or the most urgent one; at most once in four hours a step.

    Whoever leaves sees at once that we did.
    """
    case = workflow.lock(case)
    rules.check_can_press(case, by)
    waiting = Run.objects.open().filter(case=case, tasks__state=Task.State.OPEN).distinct()
    waiting = waiting.filter(step=step) if step else waiting.order_by("due_at", "pk")
    run = waiting.select_related("version").first()
    if run is None:
        raise AlreadyDone(_("This step has been dealt with already."))
    run.case = case
    workflow.press(run, by=by, at=clock.now())
    return run


@transaction.atomic
def hand_on(task: Task, *, to: User, by: User, key: str) -> None:
    """Somebody else has the step now; until when it is due does not change."""
    case = workflow.lock(task.case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="hand_on", by=by, at=now):
        return
    task.refresh_from_db(fields=["state", "assignee"])
    task.case = case
    rules.check_can_reassign(task, by, to)
    if task.assignee == to:
        raise Refused(_("This person has it already. Please choose somebody else."))
    workflow.reassign(task, to=to, by=by, at=now)
