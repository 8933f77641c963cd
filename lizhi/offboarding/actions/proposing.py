"""A proposal of the employee is answered by HR, or taken back before."""

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.offboarding import departures, rules
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task


@transaction.atomic
def take_back_proposal(case: Case, *, by: User, key: str) -> None:
    """Before HR has agreed nobody has to answer any more, and the contract is as it was."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="take_back_proposal", by=by, at=now):
        return
    departures.check_can_take_back(case, by)
    cases.record(case, "proposal_taken_back", by=by, at=now)
    workflow.stop(case, outcome="taken_back", by=by, at=now)


@transaction.atomic
def reply_to_proposal(task: Task, *, agreed: bool, words: str, by: User, key: str) -> None:
    """HR speaks for the company: the agreement goes out to be signed, or the contract goes on."""
    case = workflow.lock(task.case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="reply", by=by, at=now, request=str(task.pk)):
        return
    task.refresh_from_db(fields=["state", "assignee"])
    rules.check_can_answer(task, by)
    if agreed:
        today = clock.local(now).date().isoformat()
        case.data = {**case.data, "agreement_by": by.pk, "replied_on": today}
        rows.update(case, "data")
    cases.record(case, "proposal_answered", by=by, at=now, words=words, agreed=agreed)
    workflow.complete(task, outcome="agreed" if agreed else "declined", by=by, at=now)
