"""Article 42 between the start and the end: the person says that it holds, HR looks once more."""

from collections.abc import Mapping

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.offboarding import protection, screening
from lizhi.workflow import actions as workflow


@transaction.atomic
def claim_bar(case: Case, *, words: str, by: User, key: str) -> None:
    """HR hears of it at once; until it has answered nothing is served and nothing ends (42, 45).

    Words are sealed, and need not say which case it is.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="claim_bar", by=by, at=now):
        return
    screening.check_can_claim(case, by, today=clock.local(now).date())
    case.data = {**case.data, screening.KEY: now.isoformat()}
    rows.update(case, "data")
    cases.record(case, "bar_claimed", by=by, at=now, words=words)


@transaction.atomic
def take_back_bar(case: Case, *, by: User, key: str) -> None:
    """It does not hold after all; HR need not answer."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="take_back_bar", by=by, at=now):
        return
    screening.check_can_take_back(case, by)
    _answered(case)
    cases.record(case, "bar_taken_back", by=by, at=now)


@transaction.atomic
def screen_again(case: Case, answers: Mapping[str, str], *, words: str, by: User, key: str) -> None:
    """HR answers the six once more. A yes ends the case, and the contract goes on.

    The person need not agree to that: what article 42 forbids has no effect.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="screen_again", by=by, at=now):
        return
    screening.check_can_screen(case, by)
    screening.check_answers(answers)
    _answered(case)
    said = f"{protection.said(answers)}；{words}" if words else protection.said(answers)
    kind = "bar_found" if screening.holds(answers) else "bar_not_found"
    cases.record(case, kind, by=by, at=now, words=said)
    if screening.holds(answers):
        workflow.stop(case, outcome=screening.KEPT_ON, by=by, at=now)


def _answered(case: Case) -> None:
    case.data = {name: value for name, value in case.data.items() if name != screening.KEY}
    rows.update(case, "data")
