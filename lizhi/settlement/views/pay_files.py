"""Files of payroll that are taken away: empty tables, mistakes of a file, what is kept."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.people.roster.workbook import TYPE
from lizhi.settlement.actions import payroll as actions
from lizhi.settlement.payroll import files, keeping
from lizhi.settlement.payroll.sheets import BY_KEY
from lizhi.settlement.views.pay_pages import as_bringer, own_batch
from lizhi.settlement.vouchers.cells import CSV_TYPE


@login_required
@require_safe
def pay_template(request: UserRequest) -> HttpResponse:
    """Empty tables, and a sheet that explains every column."""
    as_bringer(request)
    return _download(files.empty(), "payroll.xlsx")


@login_required
@require_safe
def pay_marked(request: UserRequest, number: str) -> HttpResponse:
    """The bad rows of a file as they were sent, bad cells red."""
    batch = own_batch(request, number)
    return _download(keeping.mistakes(batch, "xlsx"), f"{batch.number}.xlsx")


@login_required
@require_safe
def pay_cells(request: UserRequest, number: str) -> HttpResponse:
    """Every bad cell of a file, one a line."""
    batch = own_batch(request, number)
    return _download(keeping.mistakes(batch, "csv"), f"{batch.number}.csv", CSV_TYPE)


@login_required
@require_POST
def pay_file(request: UserRequest, sheet: str) -> HttpResponse:
    """What is kept of one's own people now; that it was taken away is noted."""
    as_bringer(request)
    table = BY_KEY.get(sheet)
    if table is None:
        raise Http404
    records = actions.export(table, by=request.user, at=clock.now())
    return _download(files.of_records(table, records), f"{sheet}.xlsx")


def _download(data: bytes, name: str, kind: str = TYPE) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
