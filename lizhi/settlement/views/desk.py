"""Finance: compute, look, send."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.settlement import actions, drafts, rules, seconds
from lizhi.settlement.changed import ChangedMeanwhile
from lizhi.settlement.forms import FiguresForm, LineForm
from lizhi.settlement.law import grounds, service
from lizhi.settlement.law.explained import Step
from lizhi.settlement.models import Settlement
from lizhi.settlement.views import second, sent
from lizhi.settlement.views.arriving import back_to, case_at_desk, key_of, seen_by

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: UserRequest, number: str) -> HttpResponse:
    """The draft with its inputs; once it is sent, what the employee has said to it."""
    case = case_at_desk(request, number)
    if request.method == "POST":
        return _compute(request, case)
    versions = rules.NEWEST.all(case=case.pk)
    newest = next(iter(versions), None)
    waits = newest is not None and newest.state == Settlement.State.WAITING
    if newest and waits and case.status == Case.Status.RUNNING and "edit" not in request.GET:
        return second.page(request, case, newest)
    is_out = newest is not None and newest.state != Settlement.State.DRAFT
    if case.status != Case.Status.RUNNING or (is_out and "edit" not in request.GET):
        current = rules.shown(case)
        if current is not None:
            return sent.page(request, case, current)
    return _draft(request, case, versions=versions)


@login_required
@require_POST
def add_line(request: UserRequest, number: str) -> HttpResponse:
    """A line by hand; the reason is read by the employee."""
    case = case_at_desk(request, number)
    form = LineForm(request.POST)
    if not form.is_valid():
        return _draft(request, case, line_form=form, status=INVALID)
    actions.add_line(
        case, **form.cleaned_data, by=request.user, at=clock.now(), key=key_of(request)
    )
    return back_to(case)


@login_required
@require_POST
def remove_line(request: UserRequest, number: str, line: str) -> HttpResponse:
    """Take a line by hand off again."""
    case = case_at_desk(request, number)
    actions.remove_line(case, line=line, by=request.user, at=clock.now())
    return back_to(case)


def _compute(request: UserRequest, case: Case) -> HttpResponse:
    form = FiguresForm(request.POST)
    if not form.is_valid():
        return _draft(request, case, form=form, status=INVALID)
    now = clock.now()
    key = key_of(request)
    entered, seen = form.entered(), seen_by(request)
    try:
        version = actions.draft(case, inputs=entered, by=request.user, at=now, key=key, seen=seen)
    except ChangedMeanwhile as refusal:
        form.mark(refusal.changes)
        return _draft(request, case, form=form, status=HTTPStatus.CONFLICT)
    if request.POST.get("then") != "send":
        return back_to(case, edit=True)
    if drafts.mark_of(version) != request.POST.get("mark"):
        return back_to(case, edit=True, again=True)
    version.case = case
    wanted = seconds.are_needed(case, rules.LINES.all(settlement=version.pk))
    go_on = actions.hand_over if wanted else actions.send
    go_on(version, by=request.user, at=now, key=f"{key}:send")
    return back_to(case)


def _draft(
    request: UserRequest,
    case: Case,
    *,
    form: FiguresForm | None = None,
    line_form: LineForm | None = None,
    versions: list[Settlement] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    draft = drafts.look(case, versions)
    values: dict[str, Any] = {
        "case": case,
        "name": case.employment.name,
        "ground": grounds.ground(draft.given.ground).title,
        "draft": draft,
        "form": form or FiguresForm.of(draft.given),
        "line_form": line_form or LineForm(),
        "key": uuid4().hex,
        "again": "again" in request.GET,
        "service": _service(case),
        "engine": actions.ENGINE,
        "figures": draft.fingerprint,
        "pay_day": rules.pay_day(case),
        "second": seconds.ahead(
            case, [row.line for row in draft.sheet.rows], request.user, draft.approved
        ),
        "limit": seconds.limit_of(case),
    }
    return render(request, "settlement/desk.html", values, status=status)


def _service(case: Case) -> Step | None:
    """How long it was; nothing where the roster has the hire after the end: a remark says so."""
    hired, end = case.employment.hired_on, case.contract_end
    return service.years_of_service(hired, end).steps[0] if hired <= end else None
