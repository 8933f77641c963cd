"""What other programs read of this room: who works here, and how an import went."""

import datetime as dt
from typing import Any, cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.people.models import Employment, ImportBatch

router = Router(tags=["people"])
MOST = 500


class EmploymentOut(Schema):
    """One contract, without wages and with masked numbers."""

    number: str
    name: str
    phone: str
    entity: str
    branch: str
    department: str
    post: str
    manager: str | None
    hired_on: dt.date
    contract_kind: str
    contract_end: dt.date | None
    left_on: dt.date | None


class EmploymentsOut(Schema):
    """A part of the list; `next` is the number after which the next part begins."""

    count: int
    employments: list[EmploymentOut]
    next: str | None


class FindingOut(Schema):
    """A bad cell."""

    sheet: str
    row: int
    column: str
    reason: str


class ImportOut(Schema):
    """How far a roster is, and what was found in it."""

    number: str
    state: str
    filename: str
    rows: int
    figures: dict[str, int]
    errors: list[FindingOut]
    warnings: list[FindingOut]
    committed_at: dt.datetime | None
    undone_at: dt.datetime | None


def _user(request: HttpRequest) -> User:
    return cast("UserRequest", request).user


def _out(employment: Employment) -> dict[str, Any]:
    boss = employment.reports_to
    return {
        "number": employment.number,
        "name": employment.name,
        "phone": employment.user.masked_phone,
        "entity": employment.entity.name,
        "branch": employment.branch.name,
        "department": employment.department.name,
        "post": employment.post,
        "manager": boss.number if boss else None,
        "hired_on": employment.hired_on,
        "contract_kind": employment.contract_kind,
        "contract_end": employment.contract_end,
        "left_on": employment.left_on,
    }


@router.get("/employments", response=EmploymentsOut)
def employments(
    request: HttpRequest, after: str = "", limit: int = 100, left: bool = False
) -> dict[str, Any]:
    """Whoever this person may see, by staff number; `left` takes in those who have left."""
    seen = Employment.objects.visible_to(_user(request))
    if not left:
        seen = seen.active()
    size = max(1, min(limit, MOST))
    rows = list(seen.filter(number__gt=after).with_names().order_by("number")[: size + 1])
    more = len(rows) > size
    return {
        "count": seen.count(),
        "employments": [_out(row) for row in rows[:size]],
        "next": rows[size - 1].number if more else None,
    }


@router.get("/employments/{number}", response=EmploymentOut)
def employment(request: HttpRequest, number: str) -> dict[str, Any]:
    """One of them."""
    seen = Employment.objects.visible_to(_user(request)).with_names()
    return _out(get_object_or_404(seen, number=number))


@router.get("/imports/{number}", response=ImportOut)
def roster_import(request: HttpRequest, number: str) -> dict[str, Any]:
    """One's own batches; group HR and administrators read all."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(_user(request)), number=number)
    return {
        "number": batch.number,
        "state": batch.state,
        "filename": batch.filename,
        "rows": batch.rows_total,
        "figures": batch.report.get("figures", {}),
        "errors": batch.report.get("errors", []),
        "warnings": batch.report.get("warnings", []),
        "committed_at": batch.committed_at,
        "undone_at": batch.undone_at,
    }
