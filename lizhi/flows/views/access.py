"""Who comes in here: HR, who have shown a code not long ago."""

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.flows import processes, rules
from lizhi.flows.processes import Process


def as_hr(request: UserRequest) -> None:
    """HR of a branch and of the group read the processes that their people leave by."""
    rules.check_can_read(request.user)
    accounts.check_fresh_code(request, clock.now())


def to_read(request: UserRequest, key: str) -> Process:
    """The group's process, or one of the own branches'."""
    as_hr(request)
    return processes.find(key, request.user)


def to_shape(request: UserRequest, key: str) -> Process:
    """One that this person may change."""
    found = to_read(request, key)
    rules.check_can_shape(request.user, found.branch)
    return found
