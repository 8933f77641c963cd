"""A list of official days as an Excel workbook: its first table, as lines with commas."""

import csv
import io
from contextlib import suppress
from typing import Any

from python_calamine import CalamineWorkbook

from lizhi.calendars.reading import HEADERS
from lizhi.people.roster import dates, gate

KINDS_OF_FILE = (b"PK", b"\xd0\xcf\x11\xe0")
"""How an .xlsx begins, and an .xls of old, which is told to be one."""
MOST_ROWS = 1_000
HEADER_WITHIN = 10
COLUMNS = 3


class Unreadable(ValueError):
    """No workbook, or none that can be read: macros, a password, damaged, far too large."""


def is_one(data: bytes) -> bool:
    """Whether this is meant to be a workbook and not text."""
    return data.startswith(KINDS_OF_FILE)


def lines(data: bytes) -> str:
    """Day, kind and name of the first sheet that has any row; titles above its header are left."""
    for rows in _sheets(data):
        filled = [row for row in rows if any(row)]
        if filled:
            return _written(filled[_first(filled) :])
    return ""


def _sheets(data: bytes) -> list[list[list[str]]]:
    try:
        gate.check(data, lambda _name, _chunk: None)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [book.get_sheet_by_index(place) for place in range(len(book.sheet_names))]
        return [
            [_row(cells[:COLUMNS]) for cells in table.to_python(nrows=MOST_ROWS)]
            for table in tables
        ]
    except BaseException as fault:  # a panic of the reader is no Exception
        if isinstance(fault, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise Unreadable from fault


def _row(cells: list[Any]) -> list[str]:
    row = [str(cell).strip() for cell in cells]
    with suppress(dates.NoDay, dates.NotADate):
        row[0] = dates.read(cells[0]).isoformat()
    return row


def _first(rows: list[list[str]]) -> int:
    """The row of the header, if there is one."""
    found = (n for n, row in enumerate(rows[:HEADER_WITHIN]) if row[0].lower() in HEADERS)
    return next(found, 0)


def _written(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
