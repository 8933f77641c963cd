"""Payroll and attendance come in: file, trial with its columns, done, undone."""

from collections import Counter
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.people.roster.gate import Unreadable
from lizhi.people.roster.workbook import TYPE
from lizhi.settlement.actions import payroll as actions
from lizhi.settlement.forms.city_figures import WhyForm
from lizhi.settlement.forms.payroll import PayColumnsForm, PayFileForm
from lizhi.settlement.models import PayBatch
from lizhi.settlement.payroll import files
from lizhi.settlement.payroll.sheets import BY_KEY, TABLES

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
EARLIER, CELLS = 8, 50
State = PayBatch.State


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def payroll(request: UserRequest) -> HttpResponse:
    """Choose a file; what cannot be read is refused by its name, and the page stays."""
    _as_bringer(request)
    posted = request.method == "POST"
    form = PayFileForm(request.POST, request.FILES) if posted else PayFileForm()
    if posted and form.is_valid() and (batch := _taken(request, form)):
        return redirect("settlement:pay_batch", batch.number)
    earlier = PayBatch.objects.of(request.user).exclude(committed_at=None).order_by("-committed_at")
    values = {"form": form, "tables": TABLES, "earlier": earlier[:EARLIER]}
    status = INVALID if posted else HTTPStatus.OK
    return render(request, "settlement/payroll.html", values, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pay_batch(request: UserRequest, number: str) -> HttpResponse:
    """What the file would change, then what it has; nothing is written before the button."""
    batch = _batch(request, number)
    if request.method != "POST":
        return _tried(request, batch) if batch.state == State.TRIED else _done(request, batch)
    then = request.POST.get("then")
    if then == "commit":
        actions.commit(batch, at=clock.now())
    elif then == "columns":
        form = PayColumnsForm(request.POST, tables=batch.report["tables"])
        if not form.is_valid():
            return _tried(request, batch, form, INVALID)
        actions.map_columns(batch, form.mapping(), at=clock.now())
    else:
        why = WhyForm(request.POST)
        if not why.is_valid():
            return _done(request, batch, why, INVALID)
        reason = why.cleaned_data["reason"]
        actions.undo(batch, reason=reason, by=request.user, at=clock.now())
    return redirect("settlement:pay_batch", batch.number)


@login_required
@require_safe
def pay_template(request: UserRequest) -> HttpResponse:
    """Empty tables, and a sheet that explains every column."""
    _as_bringer(request)
    return _download(files.empty(), "payroll.xlsx")


@login_required
@require_safe
def pay_marked(request: UserRequest, number: str) -> HttpResponse:
    """The bad rows of a file, bad cells red."""
    batch = _batch(request, number)
    if not batch.filename:
        raise Http404
    trial = actions.tried_again(batch, clock.now())
    return _download(files.marked(actions.read_again(batch), trial), f"{batch.number}.xlsx")


@login_required
@require_POST
def pay_file(request: UserRequest, sheet: str) -> HttpResponse:
    """What is kept of one's own people now; that it was taken away is noted."""
    _as_bringer(request)
    table = BY_KEY.get(sheet)
    if table is None:
        raise Http404
    records = actions.export(table, by=request.user, at=clock.now())
    return _download(files.of_records(table, records), f"{sheet}.xlsx")


def _as_bringer(request: UserRequest) -> None:
    actions.check_brings_in(request.user)
    check_fresh_code(request, clock.now())


def _batch(request: UserRequest, number: str) -> PayBatch:
    """One's own alone: a file of wages is nobody else's business."""
    _as_bringer(request)
    return get_object_or_404(PayBatch.objects.of(request.user), number=number)


def _taken(request: UserRequest, form: PayFileForm) -> PayBatch | None:
    file = form.cleaned_data["file"]
    try:
        return actions.upload(file.read(), filename=file.name, by=request.user, at=clock.now())
    except Unreadable as refusal:
        form.add_error("file", str(refusal.reason))
        return None


def _tried(
    request: UserRequest,
    batch: PayBatch,
    form: PayColumnsForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    cells = batch.report["errors"]
    kinds = Counter(cell["kind"] for cell in cells)
    values: dict[str, Any] = {
        "batch": batch,
        "figures": batch.report["figures"],
        "page": Paginator(cells, CELLS).get_page(request.GET.get("page")),
        "kind": "",
        "kinds": kinds,
        "warnings": batch.report["warnings"][:CELLS],
        "touched": batch.report["touched"],
        "left_out": batch.report["left_out"],
        "form": form or PayColumnsForm(tables=batch.report["tables"]),
    }
    return render(request, "settlement/pay_tried.html", values, status=status)


def _done(
    request: UserRequest, batch: PayBatch, form: WhyForm | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    values = {
        "batch": batch,
        "figures": batch.report["figures"],
        "touched": batch.report["touched"],
        "may_undo": permit(actions.check_can_undo, batch, clock.now()),
        "form": form or WhyForm(),
    }
    return render(request, "settlement/pay_done.html", values, status=status)


def _download(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
