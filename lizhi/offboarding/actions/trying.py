"""HR has put right what the machine lacked, and has it tried again."""

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.jobs import doing, kinds
from lizhi.offboarding import stuck
from lizhi.workflow import actions as workflow


@transaction.atomic
def try_again(case: Case, *, by: User) -> None:
    """Every step and paper of this case that has stopped is begun anew; who waits gets it."""
    case, now = workflow.lock(case), clock.now()
    stopped = stuck.check_can_try_again(case, by)
    begun = [row.topic for row in stopped if doing.try_again(row, at=now)]
    cases.record(case, kinds.JOB_TRIED_AGAIN, by=by, at=now, topics=begun)
