"""The employee would like to stay: a request, answered by the company, never a silent undo."""

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.offboarding import rules
from lizhi.workflow import actions as workflow


@transaction.atomic
def ask_to_withdraw(case: Case, *, by: User, words: str = "", key: str) -> None:
    """HR and the manager hear of it; the days go on until HR has agreed (民法典 141)."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="ask_to_withdraw", by=by, at=now):
        return
    rules.check_can_ask_to_withdraw(case, by, clock.local(now).date())
    rules.check_can_still_withdraw(case)
    case.withdrawal_asked_at = now
    rows.update(case, "withdrawal_asked_at")
    cases.record(case, "withdrawal_asked", by=by, at=now, words=words)


@transaction.atomic
def take_back_withdrawal(case: Case, *, by: User, key: str) -> None:
    """The employee wants to leave after all; the request is as if never made."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="take_back_withdrawal", by=by, at=now):
        return
    rules.check_can_take_back(case, by)
    case.withdrawal_asked_at = None
    rows.update(case, "withdrawal_asked_at")
    cases.record(case, "withdrawal_taken_back", by=by, at=now)


@transaction.atomic
def answer_withdrawal(case: Case, *, agreed: bool, by: User, words: str = "", key: str) -> None:
    """HR answers. Agreed: the case ends, the contract goes on; refused: all stays as it was."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="answer_withdrawal", by=by, at=now):
        return
    rules.check_can_answer_withdrawal(case, by)
    if agreed:
        rules.check_contract_runs(case, clock.local(now).date())
        rules.check_can_still_withdraw(case)
    kind = "withdrawal_agreed" if agreed else "withdrawal_refused"
    cases.record(case, kind, by=by, at=now, words=words)
    if agreed:
        workflow.stop(case, outcome="withdrawn", by=by, at=now)
    else:
        case.withdrawal_asked_at = None
        rows.update(case, "withdrawal_asked_at")
