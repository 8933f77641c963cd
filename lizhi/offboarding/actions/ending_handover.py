"""HR closes a handover that has come to a stop: nothing else waits for it."""

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import rules
from lizhi.workflow import actions as workflow


@transaction.atomic
def end_handover(case: Case, *, by: User, words: str, key: str) -> None:
    """What was not received stands as not settled, with HR's reason, which the leaver reads.

    The list becomes a paper that says so: see the receivers.
    """
    case = workflow.lock(case)
    now = clock.now()
    if not workflow.once(key, case=case, kind="end_handover", by=by, at=now):
        return
    run = rules.check_can_end_handover(case, by)
    workflow.close_run(run, outcome="disputed", by=by, at=now, words=words)
