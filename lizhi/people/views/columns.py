"""Which column of the file is which field."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.people import actions, forms
from lizhi.people.models import ImportBatch
from lizhi.people.roster.columns import Quality
from lizhi.people.views.access import batch_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: UserRequest, number: str) -> HttpResponse:
    """Guessed by names and contents; somebody confirms, then the file is tried."""
    batch = batch_of(request, number)
    if batch.committed_at is not None:
        return redirect("people:import_done", batch.number)
    form = forms.ColumnsForm(batch, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.confirm_columns(batch, form.mapping())
        return redirect("people:import_dry", batch.number)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "people/import_columns.html", _values(batch, form), status=status)


def _values(batch: ImportBatch, form: forms.ColumnsForm) -> dict[str, object]:
    qualities = [column["quality"] for column in batch.report["columns"]]
    return {
        "batch": batch,
        "form": form,
        "lines": form.lines(),
        "sheets": batch.report["sheets"],
        "count": len(qualities),
        "unsure": qualities.count(Quality.UNSURE),
        "left_out": qualities.count(Quality.NONE),
        "known": len(qualities) - qualities.count(Quality.UNSURE) - qualities.count(Quality.NONE),
    }
