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


class Slot:
    """One mapped column: takes a cell and gives its value, remembering what repeats."""

    def __init__(self, column: Column, field: str) -> None:
        known = fields.BY_NAME.get(field)
        kind = "short" if field in CITIES else known.kind if known else "money"
        self.column = column
        self.field = field
        self.monthly = known is None
        self.required = known is not None and known.required
        self.secret = fields.is_secret(field)
        self._convert: Callable[[object], Any] = cells.CONVERTERS[kind]
        self._memory: dict[object, Any] | None = {} if kind in cells.ALIKE else None

    def take(self, cell: Cell) -> Any:
        """The value. Raises `cells.Bad`."""
        if self._memory is None or isinstance(cell, bool):
            return self._convert(cell)
        value = self._memory.get(cell)
        if value is None:
            try:
                value = self._convert(cell)
            except cells.Bad as bad:
                value = bad
            self._memory[cell] = value
        if isinstance(value, cells.Bad):
            raise value
        return value


class Table:
    """One sheet with its columns mapped to our fields."""

    def __init__(self, sheet: Sheet, mapping: dict[str, str]) -> None:
        self.sheet = sheet
        self.slots: list[Slot] = []
        taken = set()
        for column in sheet.columns:
            field = mapping.get(column.header, "")
            if field and field not in taken:
                taken.add(field)
                self.slots.append(Slot(column, field))
        self.by_field = {slot.field: slot for slot in self.slots}
        self._who = [self.by_field[field].column.index for field in WHO if field in self.by_field]

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
        """All rows that say who they are about; bad cells are noted and left empty."""
        for number, row in self.sheet.rows():
            if any(row[place] != "" for place in self._who):
                yield self._entry(number, row, errors)

    def _entry(self, number: int, row: list[Cell], errors: list[Finding]) -> Entry:
        entry = Entry(self.sheet.name, number)
        with_formula = self.sheet.formulas_in(number)
        wrong: list[tuple[str, cells.Bad, object]] = []
        for slot in self.slots:
            cell = row[slot.column.index]
            try:
                if slot.column.index in with_formula:
                    raise cells.formula()
                if cell == "" or (isinstance(cell, str) and not cell.strip()):
                    if slot.required:
                        raise empty()
                    continue
                value = slot.take(cell)
            except cells.Bad as bad:
                wrong.append((slot.field, bad, cell))
                continue
            if slot.monthly:
                entry.months = {**(entry.months or {}), slot.field: value}
            else:
                setattr(entry, slot.field, value)
        errors.extend(self.finding(entry, field, fault, cell) for field, fault, cell in wrong)
        entry.bad = bool(wrong)
        return entry


def empty() -> cells.Bad:
    """Nothing stands where something has to."""
    return cells.Bad("empty", _("is empty"), _("Fill it in"))
