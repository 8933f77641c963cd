"""The person answers what the company has begun; and the company takes back what it can."""

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import objections
from lizhi.workflow import actions as workflow


@transaction.atomic
def object_to_ending(case: Case, *, words: str, by: User, key: str) -> None:
    """It is written down and HR hears of it at once; it stops neither certificate nor wages."""
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="object", by=by, at=now):
        return
    objections.check_can_object(case, by)
    cases.record(case, "objected", by=by, at=now, words=words)


@transaction.atomic
def call_off(case: Case, *, words: str, agreed: bool, by: User, key: str) -> None:
    """The company takes it back before the end: the contract goes on as if nothing had begun.

    A notice that was served needs the person's consent to be undone: HR says that it was given.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="call_off", by=by, at=now):
        return
    objections.check_can_call_off(case, by, agreed=agreed, today=clock.local(now).date())
    cases.record(case, "ending_called_off", by=by, at=now, words=words, agreed=agreed)
    workflow.stop(case, outcome="called_off", by=by, at=now)
