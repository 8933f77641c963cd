"""Who may come in here, and how surely we have to know who it is."""

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.jobs import rules


def as_administrator(request: UserRequest) -> None:
    """Administrators who have shown a code not long ago."""
    rules.check_can_look_after_jobs(request.user)
    accounts.check_fresh_code(request, clock.now())
