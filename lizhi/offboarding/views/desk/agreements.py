"""The separation agreement, for HR: how it stands, more time, once more."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.offboarding import actions, agreement_page, rules
from lizhi.offboarding.forms import MoreTimeForm
from lizhi.offboarding.views.desk.scope import case_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: UserRequest, number: str) -> HttpResponse:
    """Send it again, or give more time; whatever is done, the resignation goes on beside it."""
    case = case_of(request, number)
    rules.check_is_hr(case, request.user)
    wants_time = request.POST.get("do") == "time"
    form = MoreTimeForm(request.POST if wants_time else None, initial={"key": uuid.uuid4().hex})
    if request.POST.get("do") == "here":
        key = request.POST.get("key", "")[:64] or uuid.uuid4().hex
        actions.sign_here_instead(case, by=request.user, key=f"here:{case.number}:{key}")
        return redirect("offboarding:agreement", number)
    if request.method == "POST" and not wants_time:
        key = request.POST.get("key", "")[:64] or uuid.uuid4().hex
        actions.send_agreement_again(case, by=request.user, key=f"agreement:{case.number}:{key}")
        return redirect("offboarding:agreement", number)
    if wants_time and form.is_valid():
        values = form.cleaned_data
        key = f"time:{case.number}:{values['key']}"
        actions.give_time_to_sign(case, days=values["days"], by=request.user, key=key)
        return redirect("offboarding:agreement", number)
    page = {
        "case": case,
        "form": form,
        "key": uuid.uuid4().hex,
        "standing": agreement_page.of(case, request.user, today=clock.today()),
    }
    status = 422 if form.errors else 200
    return render(request, "offboarding/desk/agreement.html", page, status=status)
