"""Who comes to the desk of a settlement, and with which press."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.settlement import rules

MOST_DIGITS = 5


def case_at_desk(request: UserRequest, number: str) -> Case:
    """One of the cases that this person settles; money needs a fresh code."""
    case = rules.settled_case(request.user, number)
    if case is None:
        raise Http404
    check_fresh_code(request, clock.now())
    return case


def key_of(request: UserRequest) -> str:
    """The key of the form; a page without one is pressed for the first time by definition."""
    return request.POST.get("key", "")[:80] or uuid4().hex


def back_to(case: Case, *, edit: bool = False, again: bool = False) -> HttpResponse:
    """The settlement of this case; `edit`: its draft, whatever was sent."""
    address = reverse("settlement:desk", args=[case.number])
    marks = [name for name, wanted in (("edit", edit), ("again", again)) if wanted]
    return redirect(f"{address}?{'&'.join(f'{mark}=1' for mark in marks)}" if marks else address)


def seen_by(request: UserRequest) -> int:
    """The version that the page was made from; a page that does not say has seen none."""
    number = request.POST.get("version", "")
    return int(number) if number.isdecimal() and len(number) <= MOST_DIGITS else 0
