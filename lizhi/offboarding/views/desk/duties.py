"""HR or finance says that a duty of the law is met, or that it is not after all."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.offboarding import actions, clocks, duty_rules
from lizhi.offboarding.forms import DutyForm, UndoneForm
from lizhi.offboarding.models import Duty
from lizhi.offboarding.views.desk.scope import case_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: UserRequest, number: str, kind: str) -> HttpResponse:
    """On which day, and by what it can be shown."""
    case = case_of(request, number)
    if kind not in Duty.Kind.values:
        raise Http404
    duty_rules.check_is_for_company(case, request.user)
    today = clock.today()
    form = DutyForm(
        case,
        request.POST if request.method == "POST" else None,
        initial={"key": uuid.uuid4().hex, "on": today},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key = f"duty:{number}:{kind}:{values['key']}"
        actions.say_done(
            case, kind, on=values["on"], proof=values["proof"], by=request.user, key=key
        )
        return redirect("offboarding:desk_case", number)
    owed = duty_rules.check_can_say_done(case, kind, request.user)
    page = {"case": case, "form": form, "one": clocks.duty_clock(owed, today=today)}
    return render(request, "offboarding/desk/duty.html", page, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def duty_undone(request: UserRequest, number: str, kind: str) -> HttpResponse:
    """What was said, and why it is not so."""
    case = case_of(request, number)
    if kind not in Duty.Kind.values:
        raise Http404
    duty_rules.check_is_for_company(case, request.user)
    form = UndoneForm(
        request.POST if request.method == "POST" else None, initial={"key": uuid.uuid4().hex}
    )
    if form.is_valid():
        values = form.cleaned_data
        key = f"duty_not:{number}:{kind}:{values['key']}"
        actions.say_undone(case, kind, reason=values["reason"], by=request.user, key=key)
        return redirect("offboarding:desk_case", number)
    said = duty_rules.check_can_say_undone(case, kind, request.user)
    one = clocks.duty_clock(said, today=clock.today())
    page = {"case": case, "form": form, "one": one, "proof": said.proof}
    status = 422 if form.is_bound else 200
    return render(request, "offboarding/desk/duty_undone.html", page, status=status)
