"""HR's pages at a desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Case


@login_required
@require_safe
def board(request: UserRequest) -> HttpResponse:
    """Running cases, exceptions first."""
    cases = case_rules.visible_to(request.user).filter(status=Case.Status.RUNNING)
    return render(request, "offboarding/board.html", {"cases": cases})


@login_required
@require_safe
def case(request: UserRequest, number: str) -> HttpResponse:
    """Everything about one case on one page."""
    found = get_object_or_404(case_rules.visible_to(request.user), number=number)
    return render(request, "offboarding/desk_case.html", {"case": found})


@login_required
@require_safe
def confirm(request: UserRequest, number: str) -> HttpResponse:
    """The four dates and the company's seal."""
    found = get_object_or_404(case_rules.visible_to(request.user), number=number)
    return render(request, "offboarding/confirm.html", {"case": found})
