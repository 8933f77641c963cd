"""Open a workbook of payroll or attendance: which of its sheets are which of our tables."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lizhi.people.roster import formulas, gate
from lizhi.people.roster.reading import Column as Place
from lizhi.people.roster.reading import Sheet
from lizhi.settlement.payroll.sheets import BY_KEY, TABLES, WHOM, Column, Table

HEADER_WITHIN = 30
SURE = 100
_BRACKETS = re.compile(r"[（(【\[].*?[)）】\]]")


@dataclass(frozen=True)
class Found:
    """One sheet of the file as one of our tables."""

    name: str
    table: Table
    header_row: int
    places: Mapping[str, Place]
    """Our column to where it stands."""
    headers: tuple[Place, ...] = ()
    sheet: Sheet | None = None
    rows_sent: tuple[tuple[int, Mapping[str, Any]], ...] = field(default=(), repr=False)
    """Of a program: the rows themselves, by our columns."""

    @property
    def missing(self) -> list[Column]:
        """Columns without which no row can be read."""
        return [one for one in self.table.columns if one.needed and one.key not in self.places]

    @property
    def unread(self) -> list[str]:
        """Headers that are none of our columns."""
        known = {place.index for place in self.places.values()}
        return [place.header for place in self.headers if place.index not in known]

    def count(self) -> int:
        """How many rows there are to go through; one that holds only other columns counts too."""
        return len(self.rows_sent) if self.sheet is None else sum(1 for _row in self.sheet.rows())

    def rows(self) -> Iterator[tuple[int, dict[str, Any], set[str]]]:
        """Number, cells by our columns, and which of these hold a formula."""
        if self.sheet is None:
            for number, sent in self.rows_sent:
                yield number, dict(sent), set()
            return
        for number, cells in self.sheet.rows():
            computed = self.sheet.formulas_in(number)
            told = {key: cells[place.index] for key, place in self.places.items()}
            bad = {key for key, place in self.places.items() if place.index in computed}
            if bad or any(cell != "" for cell in told.values()):
                yield number, told, bad


def open_book(data: bytes, mapping: Mapping[str, str]) -> tuple[list[Found], list[str]]:
    """Our tables in this file, and the names of sheets that are none of them.

    `mapping` is what somebody has decided about `sheet|header`. Raises `Unreadable` in one line.
    """
    seen = formulas.Formulas()
    gate.check(data, seen.watch)
    places = seen.by_sheet(data)
    tables = _tables(data)
    found, left_out = [], []
    for table in tables:
        one = _found(table, places.get(table.name, {}), mapping)
        if one is None:
            left_out.append(table.name)
        else:
            found.append(one)
    if not found:
        raise gate.Unreadable(
            _("No table was found: a row with 工号, 月份 and so on has to be there.")
        )
    return found, left_out


def _tables(data: bytes) -> list[Any]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            book.get_sheet_by_name(sheet.name)
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
    except BaseException as fault:  # a panic of the reader is no Exception
        if isinstance(fault, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise gate.Unreadable(_("The file is damaged. Please save it again and retry.")) from fault


def _found(sheet: Any, places: formulas.Places, mapping: Mapping[str, str]) -> Found | None:
    best: tuple[int, int, list[Any], Table] | None = None
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > HEADER_WITHIN:
            break
        for table in TABLES:
            score = _score(sheet.name, table, cells)
            if score and (best is None or score > best[0]):
                best = (score, number, cells, table)
    if best is None:
        return None
    _score_of, number, cells, table = best
    left = sheet.start[1]
    headers = tuple(
        Place(index, formulas.letter(left + index), str(cell).strip())
        for index, cell in enumerate(cells)
        if cell != ""
    )
    moved = {row: {place - left for place in columns} for row, columns in places.items()}
    whole = Sheet(sheet.name, number, list(headers), moved, sheet)
    return Found(
        sheet.name, table, number, _places(sheet.name, table, headers, mapping), headers, whole
    )


def _score(name: str, table: Table, cells: Iterable[Any]) -> int:
    """How many columns of this table are named; none without whom it is about."""
    known = {key for cell in cells if (key := recognised(table, str(cell)))}
    if "number" not in known or not known - set(WHOM):
        return 0
    return len(known) + (SURE if table.title in name else 0)


@cache
def _names(table: str) -> dict[str, str]:
    """Every name of every column; where two bear one, it is the first that is meant."""
    columns = reversed(BY_KEY[table].columns)
    return {_plain(name): column.key for column in columns for name in column.names}


def recognised(table: Table, header: str) -> str:
    """The key of the column that this header names, or nothing."""
    return _names(table.key).get(_plain(header), "")


def _places(
    name: str, table: Table, headers: Iterable[Place], mapping: Mapping[str, str]
) -> dict[str, Place]:
    """What somebody has decided first; then by name, the first that bears it."""
    ours = {column.key for column in table.columns}
    found: dict[str, Place] = {}
    listed = list(headers)
    for place in listed:
        decided = mapping.get(f"{name}|{place.header}")
        if decided in ours:
            found.setdefault(decided, place)
    taken = {place.index for place in found.values()}
    for place in listed:
        if f"{name}|{place.header}" in mapping or place.index in taken:
            continue
        if key := recognised(table, place.header):
            found.setdefault(key, place)
    return found


def _plain(header: str) -> str:
    text = unicodedata.normalize("NFKC", _BRACKETS.sub("", header))
    return re.sub(r"\s+", "", text).lower()


def of_program(table: Table, rows: Iterable[Mapping[str, Any]]) -> Found:
    """Rows that a program sent, as if they stood in a sheet; numbered from one."""
    places = {one.key: Place(-1, "", one.key) for one in table.columns}
    sent = tuple((number, row) for number, row in enumerate(rows, 1))
    return Found(table.title, table, 0, places, (), None, sent)
