"""Check a whole roster without writing anything."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lizhi.people.roster import columns, wholes
from lizhi.people.roster.cells import Bad
from lizhi.people.roster.checking import NameGate, RowRules
from lizhi.people.roster.entries import Entry, Table
from lizhi.people.roster.fields import Field
from lizhi.people.roster.reading import Column, Sheet
from lizhi.people.roster.report import Finding, Report

EVERY = 500
Progress = Callable[[int], None]


@dataclass
class Trial:
    """What a file says, typed, and everything that is wrong with it."""

    entries: list[Entry]
    report: Report
    fields: frozenset[str]
    """The fields that the file has a column for; what it has none for is left as it is."""
    tables: dict[str, Table] = field(default_factory=dict)

    @property
    def good(self) -> list[Entry]:
        """The rows that can be written."""
        return [entry for entry in self.entries if not entry.bad]

    def refuse(self, entry: Entry, name: str, bad: Bad, cell: object = "") -> None:
        """Note later, for instance against the database, that a row cannot be taken."""
        self.report.errors.append(self.tables[entry.sheet].finding(entry, name, bad, cell))
        entry.bad = True

    def warn(self, entry: Entry, name: str, bad: Bad, cell: object = "") -> None:
        """Note later that a row is worth a look; it can be taken."""
        self.report.warnings.append(self.tables[entry.sheet].finding(entry, name, bad, cell))


def guessed(sheets: Sequence[Sheet], chosen: dict[str, str] | None = None) -> dict[str, str]:
    """Header → field for all sheets, as far as names and contents say."""
    mapping: dict[str, str] = {}
    for sheet in sheets:
        for guess in columns.guess(sheet.names, sheet.samples(), chosen):
            if guess.field:
                mapping.setdefault(guess.header, guess.field)
    return mapping


def run(
    sheets: Sequence[Sheet],
    mapping: dict[str, str],
    *,
    today: dt.date,
    known: wholes.Known,
    name_gate: NameGate | None = None,
    progress: Progress | None = None,
) -> Trial:
    """Read every row, then look across them."""
    rules = RowRules(today, name_gate)
    pairs: list[tuple[Table, Entry]] = []
    tables = {sheet.name: Table(sheet, mapping) for sheet in sheets}
    for table in tables.values():
        rules.errors.extend(_no_column(table, field) for field in table.missing())
        rules.errors.extend(_twice(table, *pair) for pair in table.twice)
        for entry in table.entries(rules.errors):
            rules.check(table, entry)
            pairs.append((table, entry))
            if progress and len(pairs) % EVERY == 0:
                progress(len(pairs))
    wholes.check_twice(pairs, rules.errors)
    wholes.check_managers(pairs, known, rules.errors)
    wholes.check_circles(pairs, known, rules.errors)
    wholes.check_entities(pairs, known, rules.errors, rules.warnings)
    entries = [entry for _table, entry in pairs]
    if any(table.missing() or table.twice for table in tables.values()):
        for entry in entries:
            entry.bad = True
    report = Report(len(pairs), in_order(rules.errors, sheets), in_order(rules.warnings, sheets))
    fields = frozenset(name for table in tables.values() for name in table.by_field)
    return Trial(entries, report, fields, tables)


def _no_column(table: Table, field: Field) -> Finding:
    return Finding(
        sheet=table.sheet.name,
        row=table.sheet.header_row,
        column=str(field.label),
        reason=_("there is no such column"),
        fix=_("Add it, or say which column it is"),
        kind="column",
    )


def _twice(table: Table, column: Column, first: Column) -> Finding:
    return Finding(
        sheet=table.sheet.name,
        row=table.sheet.header_row,
        column=column.header,
        reason=_("stands twice in the header, in the columns %(first)s and %(second)s")
        % {"first": first.letter, "second": column.letter},
        fix=_("Rename the one that does not count, or take it out"),
        letter=column.letter,
        kind="column",
    )


def in_order(findings: list[Finding], sheets: Sequence[Sheet]) -> list[Finding]:
    """By sheet, row and column, as somebody walks through the file; sheets not read come first."""
    place = {sheet.name: number for number, sheet in enumerate(sheets)}
    return sorted(
        findings,
        key=lambda found: (
            place.get(found.sheet, -1),
            found.row,
            len(found.letter),
            found.letter,
        ),
    )
