"""What can be taken away from an import: an empty table, the marked one, the report."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common.refusals import Refused
from lizhi.people import kept
from lizhi.people.roster import batches, fields, findings, reading
from lizhi.people.roster.workbook import TYPE, Bold, Marked, workbook
from lizhi.people.views.access import as_hr, batch_of


def _download(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@login_required
@require_safe
def empty_table(request: UserRequest) -> HttpResponse:
    """Only the header, with every column that we know."""
    as_hr(request)
    header = [Bold(fields.NAMES[field.name][0]) for field in fields.FIELDS]
    return _download(workbook([("花名册", [header])]), "roster.xlsx")


@login_required
@require_safe
def marked_table(request: UserRequest, number: str) -> HttpResponse:
    """The bad rows as they were sent, bad cells red, with a last column that says why."""
    batch = batch_of(request, number)
    try:
        sheets = reading.open_roster(kept.read(batches.FOLDER, batch.digest))
        errors = findings.whole(batch)["errors"] or []
    except kept.Damaged:
        return redirect("people:import_upload")
    data = workbook([(sheet.name, _marked(sheet, errors)) for sheet in sheets])
    return _download(data, f"{batch.number}.xlsx")


def _marked(sheet: reading.Sheet, errors: list[dict[str, Any]]) -> Iterator[list[Any]]:
    bad: dict[int, dict[str, str]] = defaultdict(dict)
    for error in errors:
        if error["sheet"] == sheet.name:
            bad[error["row"]][error["column"]] = error["reason"]
    yield [*(Bold(column.header) for column in sheet.columns), Bold(_("Mistake"))]
    for number, cells in sheet.rows():
        if number in bad:
            wrong = bad[number]
            row = [
                Marked(cells[column.index]) if column.header in wrong else cells[column.index]
                for column in sheet.columns
            ]
            said = [f"{column}: {reason}" for column, reason in wrong.items()]
            yield [*row, _("; ").join(said)]


@login_required
@require_safe
def report_file(request: UserRequest, number: str) -> HttpResponse:
    """Rows, errors and warnings, as the command writes them; of a long one never a part."""
    batch = batch_of(request, number)
    try:
        report = findings.whole(batch)
    except kept.Damaged as fault:
        raise Refused(
            _("This report is no longer kept. Please bring the file in again.")
        ) from fault
    answer = JsonResponse(report, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer.headers["Content-Disposition"] = f'attachment; filename="{batch.number}.json"'
    return answer
