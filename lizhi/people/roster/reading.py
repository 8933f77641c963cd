"""Open a roster and find its tables: which sheets, where the header is, what stands in each row."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lizhi.people.roster import columns, formulas, gate
from lizhi.people.roster.fields import REQUIRED

Cell: TypeAlias = Any
"""What the reader gives: str, float, bool, a date, a datetime, a time or a length of time."""

HEADER_WITHIN = 30
ENOUGH = 3
SAMPLES = 50


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
        """Number and cells of each row below the header that is not empty."""
        for number, cells in enumerate(self._table.iter_rows(), 1):
            if number > self.header_row and any(cell != "" for cell in cells):
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


def open_roster(data: bytes) -> list[Sheet]:
    """The sheets that hold people. Raises `Unreadable` with one line when there are none."""
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


def _with_people(sheets: list[Sheet]) -> list[Sheet]:
    """All sheets with every column that is needed; else the one that comes nearest."""
    if not sheets:
        raise gate.Unreadable(
            _("No header was found: a row with staff number, name and so on has to be there.")
        )
    needed = {field.name for field in REQUIRED}
    known = [
        (needed & columns.recognised(column.header for column in sheet.columns)) for sheet in sheets
    ]
    whole = [sheet for sheet, names in zip(sheets, known, strict=True) if names == needed]
    if whole:
        return whole
    return [max(zip(known, sheets, strict=True), key=lambda pair: len(pair[0]))[1]]
