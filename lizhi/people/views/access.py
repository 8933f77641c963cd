"""Who may come in here at all, and how surely we have to know who it is."""

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.people import rules
from lizhi.people.models import Employment, ImportBatch

if TYPE_CHECKING:
    from lizhi.people.models import EmploymentQuerySet

INVITED = "invitation"


def as_hr(request: UserRequest) -> None:
    """HR, group HR and administrators, who have shown a code not long ago."""
    rules.check_can_look_after_staff(request.user)
    check_known(request)


def as_company(request: UserRequest) -> None:
    """Administrators and group HR."""
    rules.check_can_look_after_company(request.user)
    check_known(request)


def check_known(request: UserRequest) -> None:
    """A code to the phone; the first administrator sets up what sends codes, so the invitation."""
    if accounts.strength(request) != INVITED:
        accounts.check_fresh_code(request, clock.now())


def staff_of(request: UserRequest) -> "EmploymentQuerySet":
    """Everybody whom this person looks after."""
    as_hr(request)
    return Employment.objects.in_hands_of(request.user)


def batch_of(request: UserRequest, number: str) -> ImportBatch:
    """One of one's own batches; group HR and administrators open all."""
    as_hr(request)
    return get_object_or_404(ImportBatch.objects.visible_to(request.user), number=number)
