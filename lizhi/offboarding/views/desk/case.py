"""Everything about one case on one page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.offboarding.views.desk.scope import case_of


@login_required
@require_safe
def case(request: UserRequest, number: str) -> HttpResponse:
    """Everything about one case on one page."""
    return render(request, "offboarding/desk/case.html", {"case": case_of(request, number)})
