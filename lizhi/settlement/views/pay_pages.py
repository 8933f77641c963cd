"""What the pages of one file of payroll show: how far it is, its bad cells, what came of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.jobs import outbox
from lizhi.people import progress
from lizhi.settlement.actions import payroll as actions
from lizhi.settlement.forms.city_figures import WhyForm
from lizhi.settlement.forms.payroll import PayColumnsForm
from lizhi.settlement.models import PayBatch

CELLS = 50
State = PayBatch.State
BETWEEN = "|"
Group = tuple[str, str, str, int]
"""Sheet, column and kind of mistake, and how many cells."""


def as_bringer(request: UserRequest) -> None:
    """Finance or HR, with a fresh code: these are wages."""
    actions.check_brings_in(request.user)
    check_fresh_code(request, clock.now())


def own_batch(request: UserRequest, number: str) -> PayBatch:
    """One's own alone: a file of wages is nobody else's business."""
    as_bringer(request)
    return get_object_or_404(PayBatch.objects.of(request.user), number=number)


def shown(request: UserRequest, batch: PayBatch) -> HttpResponse:
    """Where it stands; the bar that asks by itself is sent for the whole page once it is over."""
    if batch.is_at_work:
        return _working(request, batch)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Refresh": "true"})
    if batch.state == State.REFUSED:
        return render(request, "settlement/pay_refused.html", {"batch": batch})
    return tried(request, batch) if batch.state == State.TRIED else done(request, batch)


def _working(request: UserRequest, batch: PayBatch) -> HttpResponse:
    """How far it is; asked for every two seconds until the worker is done, or has left it."""
    row = outbox.of(batch.job)
    stopped = row is not None and row.state not in {row.State.PENDING, row.State.DONE}
    is_bar = request.headers.get("HX-Request") == "true"
    if stopped and is_bar:
        return HttpResponse(headers={"HX-Refresh": "true"})
    again = _("It was interrupted and goes on by itself in a while.")
    values = {
        "batch": batch,
        "rows": min(progress.seen(batch), batch.rows_total),
        "stopped": stopped,
        "note": again if row is not None and row.last_error else "",
    }
    name = "people/_progress.html" if is_bar else "settlement/pay_working.html"
    return render(request, name, values)


def tried(
    request: UserRequest,
    batch: PayBatch,
    form: PayColumnsForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """What the file would change, and its bad cells: of one column, of one kind, or all."""
    report = batch.report
    values: dict[str, Any] = {
        "batch": batch,
        "figures": report["figures"],
        "warnings": report["warnings"][:CELLS],
        "touched": report["touched"],
        "left_out": report["left_out"],
        "refused": report.get("refused", ""),
        "form": form or PayColumnsForm(tables=report["tables"]),
        **bad_cells(request.GET, report),
    }
    return render(request, "settlement/pay_tried.html", values, status=status)


def bad_cells(wanted: Mapping[str, str], report: Mapping[str, Any]) -> dict[str, Any]:
    """Those that were asked for, a page of them, and how many there are of each sort."""
    groups: list[Group] = [(*group,) for group in report.get("groups", ())]
    column = _known(
        wanted.get("column", ""), (_place(sheet, name) for sheet, name, _k, _n in groups)
    )
    kind = _known(wanted.get("kind", ""), (kind for _sheet, _name, kind, _n in groups))
    of_column = [one for one in groups if column in {"", _place(*one[:2])}]
    of_kind = [one for one in groups if kind in {"", one[2]}]
    cells = [
        cell
        for cell in report["errors"]
        if column in {"", _place(cell["sheet"], cell["column"])} and kind in {"", cell["kind"]}
    ]
    number = sum(one[3] for one in of_column if kind in {"", one[2]})
    return {
        "page": Paginator(cells, CELLS).get_page(wanted.get("page")),
        "column": column,
        "kind": kind,
        "columns": _counted((_place(*one[:2]), _title(groups, one), one[3]) for one in of_kind),
        "kinds": _counted((one[2], kinds().get(one[2], one[2]), one[3]) for one in of_column),
        "of_column": sum(one[3] for one in of_column),
        "of_kind": sum(one[3] for one in of_kind),
        "number": number,
        "listed": len(cells) if len(cells) < number else 0,
    }


def kinds() -> dict[str, str]:
    """Kinds of mistakes as the page groups them."""
    return {
        "text_for_number": _("Text for numbers"),
        "number": _("Numbers out of place"),
        "negative": _("Less than zero"),
        "date": _("Months and dates"),
        "empty": _("Empty"),
        "formula": _("Formulas"),
        "twice": _("Twice"),
        "whom": _("Staff numbers and names"),
        "scope": _("Not yours"),
        "column": _("Columns"),
        "text": _("Others"),
    }


def _place(sheet: str, column: str) -> str:
    return f"{sheet}{BETWEEN}{column}"


def _title(groups: Iterable[Group], one: Group) -> str:
    """With the name of the sheet only where there are several."""
    several = len({sheet for sheet, *_rest in groups}) > 1
    return f"{one[0]} {one[1]}" if several else one[1]


def _known(wanted: str, known: Iterable[str]) -> str:
    """What nobody knows asks for all."""
    return wanted if wanted in set(known) else ""


def _counted(named: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Value, words and how many, the most first."""
    counts: Counter[tuple[str, str]] = Counter()
    for value, words, number in named:
        counts[value, words] += number
    return [(value, words, number) for (value, words), number in counts.most_common()]


def done(
    request: UserRequest, batch: PayBatch, form: WhyForm | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """What came of it, and whether it can still be undone."""
    values = {
        "batch": batch,
        "figures": batch.report["figures"],
        "touched": batch.report["touched"],
        "may_undo": permit(actions.check_can_undo, batch, clock.now()),
        "form": form or WhyForm(),
    }
    return render(request, "settlement/pay_done.html", values, status=status)
