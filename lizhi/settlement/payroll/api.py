"""Payroll and attendance for programs: the same tables, the same checks, all rows or none."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from lizhi.cases.api import user_of
from lizhi.cases.sent import Key, Words
from lizhi.common import clock
from lizhi.settlement.actions import payroll as actions
from lizhi.settlement.models import PayBatch
from lizhi.settlement.payroll.sheets import BY_KEY, Table

router = Router(tags=["settlement"])
NUMBERS = frozenset({"money", "days", "hours", "whole"})
PLAIN = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,10})?")
Cell = Annotated[str, Field(max_length=200)] | bool | int | float | None
"""Amounts are better sent as text, `"8700.00"`: a number may be rounded on the way."""


class RowsIn(Schema):
    """Rows of one table, by our columns; see the how-to on importing payroll for their names."""

    key: Key
    rows: list[dict[Annotated[str, Field(max_length=40)], Cell]] = Field(
        min_length=1, max_length=5000
    )


class PayUndoIn(Schema):
    """Why it is taken back."""

    words: Words = Field(max_length=200)


class TouchedOut(Schema):
    """A running case whose settlement is to be computed again."""

    case: str
    name: str


class PayBatchOut(Schema):
    """What came of the rows: new, changed and the same; 0 of a file that is still being read."""

    number: str
    state: str
    rows: int
    new: int
    changed: int
    same: int
    touched: list[TouchedOut]
    committed_at: dt.datetime | None


class CellOut(Schema):
    """A wrong cell: its row counted from one, its column, what is wrong, how to repair it."""

    row: int
    column: str
    reason: str
    fix: str
    cell: str


class FaultyOut(Schema):
    """Nothing was written. `faulty_rows` names every wrong cell; other refusals have none."""

    code: str
    reason: str
    cells: list[CellOut] | None = None


@router.post(
    "/rows/{table}", response={200: PayBatchOut, 409: FaultyOut}, summary="Bring rows of a table in"
)
def pay_rows(
    request: HttpRequest,
    table: Literal["pay", "tax", "attendance", "contributions", "advances"],
    content: RowsIn,
) -> Any:
    """The same rows again change nothing; one wrong cell and none of them is taken."""
    rows = [_row(BY_KEY[table], row) for row in content.rows]
    user = user_of(request)
    try:
        made = actions.send(table, rows, key=content.key, by=user, at=clock.now())
    except actions.Faulty as refusal:
        told = {"code": refusal.code, "reason": str(refusal.reason), "cells": refusal.findings}
        return Status(409, told)
    return _out(made)


@router.get("/batches/{number}", response=PayBatchOut, summary="What came of a batch")
def pay_batch_read(request: HttpRequest, number: str) -> dict[str, Any]:
    """One's own alone."""
    return _out(get_object_or_404(PayBatch.objects.of(user_of(request)), number=number))


@router.post("/batches/{number}/undo", response=PayBatchOut, summary="Take a batch back")
def pay_batch_undo(request: HttpRequest, number: str, content: PayUndoIn) -> dict[str, Any]:
    """Within a week; what was changed since stays."""
    user = user_of(request)
    batch = get_object_or_404(PayBatch.objects.of(user), number=number)
    return _out(actions.undo(batch, reason=content.words, by=user, at=clock.now()))


def _row(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Figures that were sent as text are numbers; what is none stays what it is, and is refused."""
    kinds = {column.key: column.kind for column in table.columns}
    return {
        key: Decimal(cell)
        if kinds.get(key) in NUMBERS and isinstance(cell, str) and PLAIN.fullmatch(cell)
        else cell
        for key, cell in row.items()
    }


def _out(batch: PayBatch) -> dict[str, Any]:
    figures = batch.report.get("figures", {})
    return {
        "number": batch.number,
        "state": batch.state,
        "committed_at": batch.committed_at,
        "touched": batch.report.get("touched", []),
        **{name: figures.get(name, 0) for name in ("rows", "new", "changed", "same")},
    }
