"""Who comes in here: HR, who have shown a code not long ago."""

from django.utils.translation import gettext as _

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.flows import processes, rules
from lizhi.flows.models import Draft
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


def draft_of(request: UserRequest, key: str) -> tuple[Process, Draft]:
    """The draft that this person may change."""
    process = to_shape(request, key)
    if process.draft is None:
        raise Refused(_("This draft has been published or thrown away."))
    return process, process.draft


def rev_of(request: UserRequest, draft: Draft) -> int:
    """At which state of this draft the page was read; none, or of another draft, is an old one."""
    key, _sign, rev = request.POST.get("rev", "").partition("-")
    known = key == str(draft.pk) and rev.isdecimal() and len(rev) < 10
    return int(rev) if known else -1


def rev_of_panel(request: UserRequest, draft: Draft) -> int:
    """The same; `late` says that one of this person's own saves may have gone before it.

    A page that is left has no time to wait for the answer to what it has sent a moment ago.
    """
    rev = rev_of(request, draft)
    own = "late" in request.POST and draft.saved_by == request.user
    return draft.rev if own and draft.rev == rev + 1 else rev
