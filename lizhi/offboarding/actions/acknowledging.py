"""The manager has read the notice. Nothing legal depends on it; silence has the same effect."""

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import clock, rows
from lizhi.common.prepared import read_again
from lizhi.offboarding import rules
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task


@transaction.atomic
def acknowledge(
    task: Task,
    *,
    by: User,
    handover_to: User,
    agrees_early: bool | None,
    note: str = "",
    key: str,
) -> None:
    """The agreement goes out and the handover begins.

    `agrees_early` is advice to HR on an earlier last day; None when none was wished for. The
    company's consent is HR's, and its seal on the agreement.
    """
    case = workflow.lock(task.case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="acknowledge", by=by, at=now):
        return
    read_again(task, "state", "assignee")
    rules.check_can_answer(task, by)
    rules.check_receiver(case, handover_to)
    case.data = {
        **case.data,
        "handover_receiver": handover_to.pk,
        "manager_agrees_early": agrees_early,
    }
    rows.update(case, "data")
    cases.record(
        case,
        "early_day_advised",
        by=by,
        at=now,
        step="acknowledgement",
        agrees=agrees_early,
        receiver=handover_to.pk,
    )
    workflow.complete(task, outcome="acknowledged", by=by, at=now, words=note)
