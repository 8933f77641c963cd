"""Rows on their way in: whom each is about, what it says, and everything that is wrong with it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from lizhi.people.roster.cells import Bad
from lizhi.people.roster.report import Finding, shown
from lizhi.settlement.payroll.reading import Found
from lizhi.settlement.payroll.sheets import Column


class Whom(NamedTuple):
    """All that is asked of somebody here: nothing of it is encrypted."""

    pk: int
    number: str
    hired_on: dt.date
    left_on: dt.date | None
    branch_id: int
    entity_id: int
    person_id: int
    name: str


ASKED = (*("pk", "number", "hired_on", "left_on"), *("branch", "entity", "person", "person__name"))
"""The same, as the roster has it."""


@dataclass
class Entry:
    """One row: whom and what it is about, and its figures."""

    found: Found
    row: int
    number: str = ""
    name: str = ""
    item: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    employment: Whom | None = None
    bad: bool = False

    @property
    def key(self) -> tuple[int, str, str]:
        """Which record it would be."""
        pk = self.employment.pk if self.employment else 0
        return (pk, self.found.table.key, self.item)


@dataclass
class Trial:
    """All rows, and everything that is wrong with them."""

    entries: list[Entry] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def good(self) -> list[Entry]:
        """The rows that can be written."""
        return [entry for entry in self.entries if not entry.bad]

    def refuse(self, entry: Entry, key: str, bad: Bad, cell: object = "") -> None:
        """This row cannot be taken, for this cell."""
        self.errors.append(_finding(entry, key, bad, cell))
        entry.bad = True

    def warn(self, entry: Entry, key: str, bad: Bad) -> None:
        """This row can be taken, and somebody should look at it."""
        self.warnings.append(_finding(entry, key, bad, ""))


def no_column(found: Found, column: Column) -> Finding:
    """A column without which no row of this table can be read."""
    return Finding(
        sheet=found.name,
        row=found.header_row,
        column=column.names[0],
        reason=_("there is no such column"),
        fix=_("Add it, or say which column it is"),
        kind="column",
    )


def _finding(entry: Entry, key: str, bad: Bad, cell: object) -> Finding:
    place = entry.found.places.get(key)
    column = entry.found.table.column(key)
    return Finding(
        sheet=entry.found.name,
        row=entry.row,
        column=place.header if place else column.names[0],
        reason=bad.reason,
        fix=bad.fix,
        letter=place.letter if place else "",
        who=entry.name or entry.number,
        cell=shown(cell, secret=False),
        kind=bad.kind,
    )
