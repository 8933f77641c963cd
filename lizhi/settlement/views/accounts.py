"""Finance: which account a line goes to; one proposes it, another confirms."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.people.models import Department, LegalEntity
from lizhi.settlement import actions
from lizhi.settlement.forms import WorkbookForm, typed_table
from lizhi.settlement.models import AccountTable
from lizhi.settlement.views.entered import entity_of
from lizhi.settlement.vouchers import accounts as tables
from lizhi.settlement.vouchers import cells, proposal, questions, rules, sheets, vocabulary

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
SPARE = 3
"""Empty rows under those that are filled."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: UserRequest, key: int) -> HttpResponse:
    """The table in force, the one that waits, and the cells to change; `from` fills them."""
    entity = entity_of(request, key)
    if request.method != "POST":
        return _page(request, entity, sheets.written(_start(request, entity)))
    found = typed_table(request.POST)
    if found.problems or not found.table.rows:
        return _page(request, entity, found, status=INVALID, empty=not found.rows)
    actions.propose_accounts(entity, found.table, by=request.user, at=clock.now())
    return redirect("settlement:accounts", key=entity.pk)


@login_required
@require_POST
def accounts_load(request: UserRequest, key: int) -> HttpResponse:
    """A workbook fills the cells; nothing is kept before somebody has looked at them."""
    entity = entity_of(request, key)
    form = WorkbookForm(request.POST, request.FILES)
    if form.is_valid():
        return _page(request, entity, form.found, loaded=True)
    known = sheets.written(_start(request, entity))
    return _page(request, entity, known, workbook=form, status=INVALID)


@login_required
@require_safe
def accounts_file(request: UserRequest, key: int) -> HttpResponse:
    """The table as a workbook: the one that waits, else the one in force, else the proposal."""
    entity = entity_of(request, key)
    answer = HttpResponse(sheets.as_xlsx(_start(request, entity)), content_type=cells.XLSX_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="accounts-{entity.pk}.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@login_required
@require_POST
def decide_accounts(request: UserRequest, key: int, table: int) -> HttpResponse:
    """Somebody else of finance confirms it, or does not."""
    entity = entity_of(request, key)
    found = get_object_or_404(AccountTable, entity=entity, number=table)
    agree = request.POST.get("agree") == "1"
    actions.decide_accounts(found, agree=agree, by=request.user, at=clock.now())
    return redirect("settlement:accounts", key=entity.pk)


def _start(request: UserRequest, entity: LegalEntity) -> tables.Table:
    """What the cells are filled with."""
    versions = _versions(entity)
    if request.GET.get("from") == "proposal" or not versions:
        return proposal.table(_departments(entity))
    return tables.Table.of(versions[0].body)


def _versions(entity: LegalEntity) -> list[AccountTable]:
    """The one that waits, then the one in force."""
    known = AccountTable.objects.filter(entity=entity, state__in=("proposed", "in_force"))
    return list(known.select_related("made_by", "decided_by").order_by("-number"))


def _departments(entity: LegalEntity) -> list[str]:
    """By name, with the branch where two branches share one."""
    every = Department.objects.filter(branch__entity=entity).order_by("branch__name", "name")
    pairs = list(every.values_list("branch__name", "name"))
    names = [name for _branch, name in pairs]
    return [f"{branch}/{name}" if names.count(name) > 1 else name for branch, name in pairs]


def _page(
    request: UserRequest,
    entity: LegalEntity,
    found: sheets.Read,
    *,
    workbook: WorkbookForm | None = None,
    loaded: bool = False,
    empty: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    versions = _versions(entity)
    waiting = next((one for one in versions if one.state == "proposed"), None)
    blank = [dict.fromkeys(sheets.ROWS, "") for _number in range(SPARE)]
    values: dict[str, Any] = {
        "entity": entity,
        "in_force": next((one for one in versions if one.state == "in_force"), None),
        "waiting": waiting,
        "may_decide": permit(rules.check_can_decide, waiting, request.user) if waiting else None,
        "alone": rules.is_alone(entity.pk, request.user),
        "rows": _numbered([*found.rows, *blank], "row", found),
        "places": _numbered(
            [*found.places, *(dict.fromkeys(sheets.PLACES, "") for _n in range(SPARE))],
            "place",
            found,
        ),
        "book": found.book,
        "problems": found.problems,
        "book_problem": found.problems.get(("book", 0), ""),
        "empty": empty,
        "kinds": questions.kinds_of(entity),
        "cost_kinds": vocabulary.COST_KINDS,
        "heads": sheets.HEADS,
        "unnamed": [vocabulary.title_of(kind) for kind in tables.unnamed(found.table)],
        "is_proposal": not versions or request.GET.get("from") == "proposal",
        "workbook": workbook or WorkbookForm(),
        "loaded": loaded,
    }
    return render(request, "settlement/books/accounts.html", values, status=status)


def _numbered(rows: list[dict[str, str]], what: str, found: sheets.Read) -> list[dict[str, Any]]:
    return [
        {**one, "number": number, "problem": found.problems.get((what, number - 1), "")}
        for number, one in enumerate(rows, 1)
    ]
