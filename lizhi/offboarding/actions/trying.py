"""HR has put right what the machine lacked, and has it tried again."""

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.jobs import doing
from lizhi.offboarding import stuck


def try_again(case: Case, *, by: User) -> None:
    """Every step and paper of this case that has stopped is begun anew; who waits gets it."""
    for row in stuck.check_can_try_again(case, by):
        doing.try_again(row, at=clock.now())
