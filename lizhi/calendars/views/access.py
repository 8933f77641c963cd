"""Who may come in here, and how surely we have to know who it is."""

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.calendars import rules
from lizhi.common import clock


def as_keeper(request: UserRequest) -> None:
    """Administrators and group HR who have shown a code not long ago."""
    rules.check_can_look_after_calendars(request.user)
    accounts.check_fresh_code(request, clock.now())
