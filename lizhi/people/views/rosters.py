"""A roster comes in: file, trial, writing, report, undo. Each page can be left and returned to."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.people import actions, forms, progress
from lizhi.people.models import ImportBatch
from lizhi.people.roster import reach, undoing
from lizhi.people.roster.gate import Unreadable
from lizhi.people.views.access import as_hr, batch_of
from lizhi.people.views.trial_page import changes, trial_values

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
EARLIER = 6
State = ImportBatch.State


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_upload(request: UserRequest) -> HttpResponse:
    """Choose a file; what cannot be read is refused by its name, and the page stays."""
    as_hr(request)
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = forms.UploadForm(request.POST, request.FILES)
        if form.is_valid() and (batch := _taken(request, form)):
            return redirect("people:import_columns", batch.number)
    values = {"form": form, "earlier": _earlier(request)}
    status = INVALID if request.method == "POST" else HTTPStatus.OK
    return render(request, "people/import_upload.html", values, status=status)


def _taken(request: UserRequest, form: forms.UploadForm) -> ImportBatch | None:
    file = form.cleaned_data["file"]
    if file.size > actions.MOST_BYTES:
        form.add_error("file", str(actions.too_large().reason))
        return None
    try:
        return actions.upload(file.read(), filename=file.name, by=request.user, at=clock.now())
    except Unreadable as refusal:
        form.add_error("file", str(refusal.reason))
        return None


def _earlier(request: UserRequest) -> list[ImportBatch]:
    mine = ImportBatch.objects.visible_to(request.user).committed().select_related("by")
    return list(mine.order_by("-committed_at")[:EARLIER])


@login_required
@require_safe
def import_dry(request: UserRequest, number: str) -> HttpResponse:
    """Every bad cell by name; while a large file is still being tried, how far that is."""
    batch = batch_of(request, number)
    if _is_bar(request) and batch.state != State.MAPPED:
        return _look_anew()
    if batch.state in {State.DONE, State.UNDONE, State.COMMITTING}:
        return redirect("people:import_done", batch.number)
    if batch.state == State.UPLOADED:
        return redirect("people:import_columns", batch.number)
    if batch.state == State.MAPPED:
        return _working(request, batch)
    return render(request, "people/import_dry.html", trial_values(request, batch))


@login_required
@require_POST
def import_commit(request: UserRequest, number: str) -> HttpResponse:
    """Write the good rows."""
    batch = actions.commit(batch_of(request, number))
    return redirect("people:import_done", batch.number)


@login_required
@require_safe
def import_done(request: UserRequest, number: str) -> HttpResponse:
    """What changed and what can still be undone; while it is being written, how far that is."""
    batch = batch_of(request, number)
    if batch.state == State.COMMITTING:
        return _working(request, batch)
    if _is_bar(request):
        return _look_anew()
    if batch.committed_at is None:
        return redirect("people:import_dry", batch.number)
    return render(request, "people/import_done.html", _done_values(request, batch))


def _done_values(request: UserRequest, batch: ImportBatch) -> dict[str, object]:
    at = clock.now()
    until = (batch.committed_at or at) + undoing.KEPT_FOR
    rows = batch.changes.exclude(employment__batch=batch).select_related("employment__person")
    page = Paginator(rows.order_by("employment__number"), 50).get_page(request.GET.get("page"))
    return {
        "batch": batch,
        "figures": batch.report["figures"],
        "page": page,
        "changes": changes(page),
        "earlier": _earlier(request),
        "until": until,
        "can_undo": batch.state == State.DONE and at <= until,
        "staying": batch.report.get("staying", []),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: UserRequest, number: str) -> HttpResponse:
    """Who would be restored, who goes, who stays and why; then do it."""
    batch = batch_of(request, number)
    form = forms.UndoForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.undo(batch, by=request.user, reason=reason, at=clock.now())
        return redirect("people:import_done", batch.number)
    undoing.check_can_undo(batch, clock.now())
    seen = undoing.preview(batch, reach.of(request.user))
    values = {"batch": batch, "form": form, "undo": seen}
    status = INVALID if form.is_bound else HTTPStatus.OK
    return render(request, "people/import_undo.html", values, status=status)


def _is_bar(request: UserRequest) -> bool:
    """The bar asks by itself; a person opens the page."""
    return request.headers.get("HX-Request") == "true"


def _look_anew() -> HttpResponse:
    """The work is done: the page around the bar has more to say than the bar."""
    return HttpResponse(headers={"HX-Refresh": "true"})


def _working(request: UserRequest, batch: ImportBatch) -> HttpResponse:
    """How far it is; asked for every two seconds."""
    values = {"batch": batch, "rows": min(progress.seen(batch), batch.rows_total)}
    name = "people/_progress.html" if _is_bar(request) else "people/import_working.html"
    return render(request, name, values)
