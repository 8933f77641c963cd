"""Workbooks as payroll and attendance send them."""

import datetime as dt
from typing import Any

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.people.roster.workbook import workbook
from lizhi.settlement.actions import payroll
from lizhi.settlement.models import PayBatch
from lizhi.settlement.payroll.sheets import BY_KEY

NOW = dt.datetime(2026, 11, 20, 1, tzinfo=dt.UTC)
"""The month in which Zhang Min leaves."""
MONTHS = [
    *(f"2025-{month:02}" for month in range(11, 13)),
    *(f"2026-{month:02}" for month in range(1, 11)),
]
"""Twelve before November 2026."""


def table(key: str, *rows: dict[str, Any]) -> tuple[str, list[list[Any]]]:
    """One of our tables, with these rows by our columns."""
    ours = BY_KEY[key]
    header = [column.names[0] for column in ours.columns]
    return ours.title, [header, *([row.get(one.key) for one in ours.columns] for row in rows)]


def book(*tables: tuple[str, list[list[Any]]]) -> bytes:
    """A file of them."""
    return workbook(list(tables))


def wage(number: str, month: str = "2026-05", due: Any = 8700, **more: Any) -> dict[str, Any]:
    """A row of wages."""
    return {"number": number, "month": month, "wage_due": due, **more}


def year_of(number: str, due: Any = 8700, **more: Any) -> list[dict[str, Any]]:
    """Twelve months before November 2026."""
    return [wage(number, month, due, **more) for month in MONTHS]


def brought(by: User, *tables: Any) -> PayBatch:
    """Tried and brought in."""
    batch = payroll.upload(book(*tables), filename="薪酬.xlsx", by=by, at=clock.now())
    return payroll.commit(batch, at=clock.now())


def tried(by: User, *tables: Any) -> PayBatch:
    """Read, and nothing is written yet."""
    return payroll.upload(book(*tables), filename="薪酬.xlsx", by=by, at=clock.now())


def faults(batch: PayBatch) -> list[tuple[int, str, str]]:
    """Row, column and reason of each bad cell."""
    return [(one["row"], one["column"], str(one["reason"])) for one in batch.report["errors"]]
