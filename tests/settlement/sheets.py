"""Workbooks as payroll and attendance send them."""

from typing import Any

from lizhi.people.roster.workbook import workbook
from lizhi.settlement.payroll.sheets import BY_KEY

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
