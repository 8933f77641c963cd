"""Finance: what will be owed, and what a month has cost."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.settlement.views.entered import entity_of, month_of, taken
from lizhi.settlement.vouchers import (
    accrual,
    cells,
    files,
    neutral,
    report,
    report_files,
    suppressing,
)

MOST = 200


@login_required
@require_safe
def expected(request: UserRequest, key: int) -> HttpResponse:
    """Those who have given notice and were not paid, by branch and one by one."""
    entity, month = entity_of(request, key), month_of(request)
    found = accrual.of(entity, month)
    values = {
        "entity": entity,
        "period": month,
        "month": f"{month:%Y-%m}",
        "found": found,
        "rows": found.rows[:MOST],
        "most": MOST,
    }
    return render(request, "settlement/books/accrual.html", values)


@login_required
@require_POST
def expected_file(request: UserRequest, key: int) -> HttpResponse:
    """The same as a workbook."""
    entity, month = entity_of(request, key), month_of(request)
    data = accrual.as_xlsx(accrual.of(entity, month))
    what = f"accrual-{month:%Y-%m}"
    return taken(request, entity, what=what, form=".xlsx", kind=cells.XLSX_TYPE, data=data)


@login_required
@require_safe
def monthly(request: UserRequest, key: int) -> HttpResponse:
    """The month by branch; nothing about fewer than five people."""
    entity, month = entity_of(request, key), month_of(request)
    values = {
        "entity": entity,
        "period": month,
        "month": f"{month:%Y-%m}",
        "report": report.of(entity, month),
        "least": suppressing.LEAST,
    }
    return render(request, "settlement/books/report.html", values)


@login_required
@require_POST
def monthly_file(request: UserRequest, key: int, form: str) -> HttpResponse:
    """As a workbook, or as JSON for programs."""
    entity, month = entity_of(request, key), month_of(request)
    found = report.of(entity, month)
    what = f"report-{month:%Y-%m}"
    if form == "xlsx":
        data, kind = report_files.as_xlsx(found), cells.XLSX_TYPE
    elif form == "json":
        data, kind = neutral.as_json(report_files.as_json(found)), files.JSON
    else:
        raise Http404
    return taken(request, entity, what=what, form=f".{form}", kind=kind, data=data)
