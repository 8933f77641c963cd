"""Open a roster and find its tables: which sheets, where the header is, what stands in each row."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lizhi.people.roster import columns, formulas, gate
from lizhi.people.roster.fields import NAMES, REQUIRED

Cell: TypeAlias = Any
"""What the reader gives: str, float, bool, a date, a datetime, a time or a length of time."""

HEADER_WITHIN = 30
ENOUGH = 3
SAMPLES = 50
MOST_LACKING = 2
"""Columns that are needed and that a sheet of people may seem not to have."""


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its place in a row, its letter, and what its header cell says."""

    index: int
    letter: str
    header: str


@dataclass
class Sheet:
    """One table. Rows have the numbers that the spreadsheet shows."""

    name: str
    header_row: int
    columns: list[Column]
    formulas: formulas.Places
    _table: Any = field(repr=False)

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Number and cells of each row below the header that is not empty.

        A row of formulas that nobody has worked out is not empty, though it shows nothing.
        """
        for number, cells in enumerate(self._table.iter_rows(), 1):
            if number <= self.header_row:
                continue
            if any(cell != "" for cell in cells) or number in self.formulas:
                yield number, cells

    def formulas_in(self, row: int) -> set[int]:
        """Places in this row's list of cells that hold a formula, whatever was seen there last."""
        return self.formulas.get(row, set())

    def samples(self) -> list[list[str]]:
        """The first cells of each column, as words."""
        found: list[list[str]] = [[] for _column in self.columns]
        for count, (_number, cells) in enumerate(self.rows()):
            if count == SAMPLES:
                break
            for place, column in enumerate(self.columns):
                found[place].append(_words(cells[column.index]))
        return found

    @property
    def names(self) -> list[tuple[str, str]]:
        """Letter and header of each column."""
        return [(column.letter, column.header) for column in self.columns]


def _words(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


@dataclass(frozen=True)
class LeftOut:
    """A sheet with a header that is no list of people: too much of what is needed is not there."""

    name: str
    header_row: int
    missing: list[str]


@dataclass(frozen=True)
class Book:
    """The sheets that hold people, and those that have a header and are not read."""

    sheets: list[Sheet]
    left_out: list[LeftOut]


def open_roster(data: bytes) -> list[Sheet]:
    """The sheets that hold people. Raises `Unreadable` with one line when there are none."""
    return open_book(data).sheets


def open_book(data: bytes) -> Book:
    """The same, with what is left out."""
    seen = formulas.Formulas()
    gate.check(data, seen.watch)
    found = seen.by_sheet(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [
            book.get_sheet_by_name(sheet.name)
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
    except BaseException as fault:  # a panic of the reader is no Exception
        if isinstance(fault, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise gate.Unreadable(_("The file is damaged. Please save it again and retry.")) from fault
    sheets = [sheet for table in tables if (sheet := _sheet(table, found.get(table.name, {})))]
    return _with_people(sheets)


def _sheet(table: Any, places: formulas.Places) -> Sheet | None:
    """The table under the row that names most of our fields, if one names enough of them."""
    best: tuple[int, int, list[Cell]] = (0, 0, [])
    for number, cells in enumerate(table.iter_rows(), 1):
        if number > HEADER_WITHIN:
            break
        score = len(columns.recognised(cells))
        if score > best[0]:
            best = (score, number, cells)
    score, number, cells = best
    if score < ENOUGH:
        return None
    left = table.start[1]
    found = [
        Column(index, formulas.letter(left + index), str(cell))
        for index, cell in enumerate(cells)
        if cell != ""
    ]
    moved = {row: {place - left for place in columns_} for row, columns_ in places.items()}
    return Sheet(table.name, number, found, moved, table)


def _with_people(sheets: list[Sheet]) -> Book:
    """Each sheet that has nearly all that is needed, and at least the one that comes nearest.

    What one of them lacks is a mistake there: its header may only say it in other words. A list of
    telephones or of heads lacks more; it is left out, and that is said.
    """
    if not sheets:
        raise gate.Unreadable(
            _("No header was found: a row with staff number, name and so on has to be there.")
        )
    lacking = [_lacking(sheet) for sheet in sheets]
    fewest = max(MOST_LACKING, min(map(len, lacking)))
    pairs = list(zip(sheets, lacking, strict=True))
    return Book(
        [sheet for sheet, missing in pairs if len(missing) <= fewest],
        [
            LeftOut(sheet.name, sheet.header_row, missing)
            for sheet, missing in pairs
            if len(missing) > fewest
        ],
    )


def _lacking(sheet: Sheet) -> list[str]:
    named = columns.recognised(column.header for column in sheet.columns)
    return [NAMES[field.name][0] for field in REQUIRED if field.name not in named]
