"""Insurance and fund for whoever leaves: until when paid, what shows it, and what to do next."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases import access
from lizhi.cases.models import Case, Paper
from lizhi.common.permits import permit
from lizhi.documents.views import serve
from lizhi.offboarding import actions, duties, scheme_guide, scheme_rules, schemes, ways
from lizhi.offboarding.forms import StatementForm
from lizhi.offboarding.views.desk.scope import case_of
from lizhi.offboarding.views.phone import own


@login_required
@require_safe
def my_insurance(request: UserRequest, number: str) -> HttpResponse:
    """Each scheme in plain words, one below the other."""
    mine = own(request, number)
    if mine.status == Case.Status.WITHDRAWN or not ways.is_certain(mine):
        return redirect("offboarding:case", number)
    lines = [(line, scheme_guide.of(mine, line.scheme)) for line in schemes.of(mine)]
    statement = mine.papers.valid().filter(kind=Paper.Kind.UNEMPLOYMENT).first()
    page = {
        "case": mine,
        "lines": lines,
        "by_rule": schemes.last_month(mine),
        "statement": statement,
        "wants_statement": mine.way not in duties.NOBODY_UNEMPLOYED,
        "may_ask": permit(scheme_rules.check_can_have_statement, mine, request.user),
        "given_up": scheme_rules.was_given_up(mine),
        "form": StatementForm(initial={"key": uuid.uuid4().hex}),
    }
    return render(request, "offboarding/insurance.html", page)


@login_required
@require_POST
def my_statement(request: UserRequest, number: str) -> HttpResponse:
    """The machine makes it, and nobody has to agree."""
    mine = own(request, number)
    scheme_rules.check_can_have_statement(mine, request.user)
    form = StatementForm(request.POST)
    if form.is_valid():
        key = f"statement:{number}:{form.cleaned_data['key']}"
        actions.ask_statement(mine, by=request.user, key=key)
    return redirect("offboarding:my_insurance", number)


@login_required
@require_safe
def scheme_receipt(request: UserRequest, number: str, scheme: str) -> HttpResponseBase:
    """The agency's receipt, for HR of the branch and the person; nobody else."""
    case = case_of(request, number)
    reach = access.of(case, request.user)
    stop = case.scheme_stops.filter(scheme=scheme, receipt__file__deleted_at=None)
    found = stop.select_related("receipt__file__view").first()
    if not (reach.hr or reach.leaver) or found is None or found.receipt is None:
        raise Http404
    return serve(request, found.receipt.file, inline=True)
