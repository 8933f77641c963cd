"""Tables as files. Nothing in a cell can become a formula when somebody opens it."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from lizhi.people.roster.workbook import LIKE_A_FORMULA, TYPE, Bold, workbook

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = TYPE
BOM = "\ufeff"
"""Without it Excel in Chinese takes UTF-8 for something else."""
Row = Sequence[Any]


def safe(value: Any) -> str:
    """A cell of a CSV: text that begins like a formula gets a quote before it, amounts stay."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip().startswith(LIKE_A_FORMULA) else text


def as_csv(head: Row, rows: Iterable[Row]) -> bytes:
    """UTF-8 with a mark for Excel, lines end as in Windows."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([safe(cell) for cell in head])
    table.writerows([safe(cell) for cell in row] for row in rows)
    return (BOM + written.getvalue()).encode()


def as_xlsx(sheets: Iterable[tuple[str, Row, Iterable[Row]]]) -> bytes:
    """Each sheet: its name, its head, its rows. The same cells give the same bytes."""
    made = [(name, [[Bold(cell) for cell in head], *rows]) for name, head, rows in sheets]
    return workbook(made)
