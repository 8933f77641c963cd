"""Insurance and fund of one leaver at HR's desk: what is done, by what it is shown, what is not."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.offboarding import actions, clocks, proofs, scheme_receipts, scheme_rules, schemes
from lizhi.offboarding.forms import SchemeForm, StatementForm, UndoneForm
from lizhi.offboarding.views.desk.scope import case_of

PAGE = "offboarding:insurance_of"


@login_required
@require_safe
def insurance_of(request: UserRequest, number: str) -> HttpResponse:
    """All five schemes with the law's days, the list of the unemployed, and the statement."""
    case = case_of(request, number)
    scheme_rules.check_can_see(case, request.user)
    may_ask = permit(scheme_rules.check_can_have_statement, case, request.user)
    page = {
        "case": case,
        "lines": schemes.of(case),
        "by_rule": schemes.last_month(case),
        "city": schemes.city_of(case),
        "may_stop": permit(scheme_rules.check_can_stop, case, request.user),
        "others": clocks.of_agencies(case, request.user, today=clock.today()),
        "may_ask": may_ask,
        "given_up": scheme_rules.was_given_up(case),
        "form": StatementForm(initial={"key": uuid.uuid4().hex}),
    }
    return render(request, "offboarding/desk/insurance.html", page)


def _line(case: Case, scheme: str) -> schemes.Line:
    line = next((line for line in schemes.of(case) if line.scheme == scheme), None)
    if line is None:
        raise Http404
    return line


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop_scheme(request: UserRequest, number: str, scheme: str) -> HttpResponse:
    """On which day, paid until when, and by what it is shown."""
    case = case_of(request, number)
    line = _line(case, scheme)
    scheme_rules.check_can_stop(case, request.user)
    data = {} if request.method != "POST" else {"data": request.POST, "files": request.FILES}
    reference = line.stop.reference if line.stop else ""
    initial = {
        "key": uuid.uuid4().hex,
        "on": line.stop.done_on if line.stop else clock.today(),
        "month": line.last_month,
        "reference": reference,
    }
    form = SchemeForm(case, has_receipt=line.receipt, initial=initial, **data)
    if form.is_valid():
        values = form.cleaned_data
        sent = request.FILES.getlist("receipt")
        files = proofs.sent_whole(request.user, sent, purpose=scheme_receipts.PURPOSE)
        actions.stop_scheme(
            case,
            scheme,
            on=values["on"],
            month=values["month"],
            reference=values["reference"],
            files=files,
            by=request.user,
            key=f"scheme:{number}:{scheme}:{values['key']}",
        )
        return redirect(PAGE, number)
    page = {
        "case": case,
        "line": line,
        "form": form,
        "doubt": schemes.last_month(case, scheme).doubt,
    }
    status = 422 if form.is_bound else 200
    return render(request, "offboarding/desk/scheme.html", page, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def scheme_undone(request: UserRequest, number: str, scheme: str) -> HttpResponse:
    """It was said by mistake, and why."""
    case = case_of(request, number)
    line = _line(case, scheme)
    scheme_rules.check_can_see(case, request.user)
    data = request.POST if request.method == "POST" else None
    form = UndoneForm(data, initial={"key": uuid.uuid4().hex})
    if form.is_valid():
        values = form.cleaned_data
        key = f"scheme_not:{number}:{scheme}:{values['key']}"
        actions.take_scheme_back(case, scheme, reason=values["reason"], by=request.user, key=key)
        return redirect(PAGE, number)
    scheme_rules.check_can_undo(case, scheme, request.user)
    page = {"case": case, "line": line, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "offboarding/desk/scheme_undone.html", page, status=status)


@login_required
@require_http_methods(["POST"])
def statement_at_desk(request: UserRequest, number: str) -> HttpResponse:
    """The machine makes it; it stands among the papers in a moment."""
    case = case_of(request, number)
    scheme_rules.check_can_see(case, request.user)
    scheme_rules.check_can_have_statement(case, request.user)
    check_fresh_code(request, clock.now())
    key = StatementForm(request.POST)
    if key.is_valid():
        one = f"statement:{number}:{key.cleaned_data['key']}"
        actions.ask_statement(case, by=request.user, key=one)
    return redirect(PAGE, number)
