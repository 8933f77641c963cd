"""One row of a roster as typed values, and the cells of it that could not be taken."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lizhi.people.roster import cells, fields
from lizhi.people.roster.reading import Cell, Column, Sheet
from lizhi.people.roster.report import Finding, shown

CITIES = {"work_city", "insurance_city"}
WHO = ("number", "name", "id_number")
NOTE = 2
"""Cells that a note below the table fills: `制表日期`, and the day."""


@dataclass(slots=True)
class Entry:
    """What one row says. Empty words are "", everything else that is missing is None."""

    sheet: str
    row: int
    bad: bool = False
    number: str = ""
    name: str = ""
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    sex: str = ""
    born_on: dt.date | None = None
    entity: str = ""
    branch: str = ""
    department: str = ""
    post: str = ""
    manager: str = ""
    hired_on: dt.date | None = None
    career_start: dt.date | None = None
    contract_kind: str = ""
    contract_start: dt.date | None = None
    contract_end: dt.date | None = None
    probation_end: dt.date | None = None
    left_on: dt.date | None = None
    monthly_wage: Decimal | None = None
    average_wage: Decimal | None = None
    work_city: str = ""
    insurance_city: str = ""
    insurance_base: Decimal | None = None
    fund_base: Decimal | None = None
    fund_rate: Decimal | None = None
    leave_days: Decimal | None = None
    leave_taken: Decimal | None = None
    bank_name: str = ""
    bank_account: str = ""
    email: str = ""
    months: dict[str, Decimal] | None = None
    """`wage:2025-11` and `overtime:2025-11` → yuan."""
    average_is_given: bool = True
    """False: the average was worked out from the months, which are in the file."""
    phone_key: str = ""
    id_key: str = ""


class Slot:
    """One mapped column: takes a cell and gives its value, remembering what repeats."""

    def __init__(self, column: Column, field: str) -> None:
        known = fields.BY_NAME.get(field)
        kind = "short" if field in CITIES else known.kind if known else "money"
        self.column = column
        self.kind = kind
        self.index = column.index
        self.field = field
        self.monthly = known is None
        self.required = known is not None and known.required
        self.secret = fields.is_secret(field)
        self._convert: Callable[[object], Any] = cells.CONVERTERS[kind]
        self.memory: dict[object, Any] = {}
        self._alike = kind in cells.ALIKE

    def take(self, cell: Cell) -> Any:
        """The value, or the `cells.Bad` that says why there is none."""
        value: Any
        try:
            if isinstance(cell, str) and not cell.strip():
                value = empty() if self.required else None
            else:
                value = self._convert(cell)
        except cells.Bad as bad:
            value = bad
        if self._alike and not isinstance(cell, bool):
            self.memory[cell] = value
        return value


class Table:
    """One sheet with its columns mapped to our fields."""

    def __init__(self, sheet: Sheet, mapping: dict[str, str]) -> None:
        self.sheet = sheet
        self.slots: list[Slot] = []
        self.twice: list[tuple[Column, Column]] = []
        """Columns that say the same as an earlier one: nobody can tell which of them counts."""
        self.left_out: list[Column] = []
        """Columns of which we take nothing."""
        self.by_field: dict[str, Slot] = {}
        for column in sheet.columns:
            field = mapping.get(column.header, "")
            if known := self.by_field.get(field):
                self.twice.append((column, known.column))
            elif field:
                self.by_field[field] = Slot(column, field)
                self.slots.append(self.by_field[field])
            else:
                self.left_out.append(column)
        self._who = {self.by_field[field].index for field in WHO if field in self.by_field}
        self._days = [slot.index for slot in self.slots if slot.kind in {"date", "past"}]
        self._others = [slot.index for slot in self.slots if slot.index not in self._days]

    def missing(self) -> list[fields.Field]:
        """Fields that are needed and for which there is no column."""
        return [field for field in fields.REQUIRED if field.name not in self.by_field]

    def finding(self, entry: Entry, field: str, bad: cells.Bad, cell: object = "") -> Finding:
        """What is wrong with one cell of a row."""
        slot = self.by_field.get(field)
        known = fields.BY_NAME.get(field)
        return Finding(
            sheet=self.sheet.name,
            row=entry.row,
            column=slot.column.header if slot else str(known.label) if known else field,
            reason=bad.reason,
            fix=bad.fix,
            letter=slot.column.letter if slot else "",
            who=entry.name,
            cell=shown(cell, secret=fields.is_secret(field)),
            kind=bad.kind,
        )

    def entries(self, errors: list[Finding]) -> Iterator[Entry]:
        """All rows that are about somebody; bad cells are noted and left empty."""
        for number, row in self.sheet.rows():
            if any(row[place] != "" for place in self._who) or self._is_about(number, row):
                yield self._entry(number, row, errors)

    def _is_about(self, number: int, row: list[Cell]) -> bool:
        """Whether a row that does not say who is somebody's all the same, and no note and no total.

        A formula that says who shows nothing until a program works it out. A phone is somebody's,
        and so is a day with two other cells; a note below the table has fewer, a total no day.
        """
        if not self._who.isdisjoint(self.sheet.formulas_in(number)):
            return True
        phone = self.by_field.get("phone")
        if phone is not None and cells.is_phone(row[phone.index]):
            return True
        days = sum(1 for place in self._days if cells.is_day(row[place]))
        others = sum(1 for place in self._others if row[place] != "")
        return days > 0 and days + others > NOTE

    def _entry(self, number: int, row: list[Cell], errors: list[Finding]) -> Entry:
        entry = Entry(self.sheet.name, number)
        with_formula = self.sheet.formulas_in(number)
        wrong: list[tuple[str, cells.Bad, object]] = []
        bad = cells.Bad
        for slot in self.slots:  # a million times in a large roster: no call that can be spared
            cell = row[slot.index]
            value: Any
            if with_formula and slot.index in with_formula:
                value, cell = cells.formula(), "=…"
            elif cell == "":
                value = empty() if slot.required else None
            else:
                value = slot.memory.get(cell) if slot.memory else None
                if value is None or cell is True or cell is False:
                    value = slot.take(cell)
            if value is None:
                continue
            if value.__class__ is bad:
                wrong.append((slot.field, value, cell))
            elif slot.monthly:
                entry.months = {**(entry.months or {}), slot.field: value}
            else:
                setattr(entry, slot.field, value)
        errors.extend(self.finding(entry, *found) for found in wrong)
        entry.bad = bool(wrong)
        return entry


def empty() -> cells.Bad:
    """Nothing stands where something has to."""
    return cells.Bad("empty", _("is empty"), _("Fill it in"))
