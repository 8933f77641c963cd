"""Payroll and attendance come in: file, how far it is, trial with its columns, done, undone."""

from http import HTTPStatus
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.people.roster.gate import Unreadable
from lizhi.settlement.actions import payroll as actions
from lizhi.settlement.forms.city_figures import WhyForm
from lizhi.settlement.forms.payroll import PayColumnsForm, PayFileForm
from lizhi.settlement.models import PayBatch
from lizhi.settlement.payroll.sheets import TABLES
from lizhi.settlement.views import pay_pages
from lizhi.settlement.views.arriving import key_of
from lizhi.settlement.views.pay_pages import as_bringer, own_batch

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
EARLIER = 8


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def payroll(request: UserRequest) -> HttpResponse:
    """Choose a file; what cannot be read is refused by its name, and the page stays."""
    as_bringer(request)
    posted = request.method == "POST"
    form = PayFileForm(request.POST, request.FILES) if posted else PayFileForm()
    if posted and form.is_valid() and (batch := _taken(request, form)):
        return redirect("settlement:pay_batch", batch.number)
    mine = PayBatch.objects.of(request.user).order_by("-created_at", "-pk")[:EARLIER]
    key = request.POST.get("key", "")[:80] or uuid4().hex
    values = {"form": form, "tables": TABLES, "earlier": mine, "key": key}
    status = INVALID if posted else HTTPStatus.OK
    return render(request, "settlement/payroll.html", values, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pay_batch(request: UserRequest, number: str) -> HttpResponse:
    """Where the file stands; nothing is written before the button."""
    batch = own_batch(request, number)
    if request.method != "POST":
        return pay_pages.shown(request, batch)
    return _done_with(request, batch) or redirect("settlement:pay_batch", batch.number)


def _done_with(request: UserRequest, batch: PayBatch) -> HttpResponse | None:
    """Do what was pressed; the same page where something is missing, with what was typed."""
    now, then = clock.now(), request.POST.get("then")
    if then == "commit":
        actions.commit(batch, at=now)
    elif then == "stop":
        actions.stop(batch)
    elif then == "again":
        actions.read_again(batch, at=now)
    elif then == "columns":
        form = PayColumnsForm(request.POST, tables=batch.report.get("tables", ()))
        if not form.is_valid():
            return pay_pages.tried(request, batch, form, INVALID)
        actions.map_columns(batch, form.mapping(), at=now)
    else:
        return _undone(request, batch)
    return None


def _undone(request: UserRequest, batch: PayBatch) -> HttpResponse | None:
    why = WhyForm(request.POST)
    if batch.committed_at is None:
        actions.check_can_undo(batch, clock.now())
    if not why.is_valid():
        return pay_pages.done(request, batch, why, INVALID)
    reason = why.cleaned_data["reason"]
    actions.undo(batch, reason=reason, by=request.user, at=clock.now())
    return None


def _taken(request: UserRequest, form: PayFileForm) -> PayBatch | None:
    file, key = form.cleaned_data["file"], key_of(request)
    try:
        return actions.upload(
            file.read(), filename=file.name, by=request.user, at=clock.now(), key=key
        )
    except Unreadable as refusal:
        form.add_error("file", str(refusal.reason))
        return None
