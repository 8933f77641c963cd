"""What a changed input would do, worked out by the chain that would keep it; nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lizhi.cases.models import Case
from lizhi.settlement import computing, gathering, on_file, rerunning, rules, seconds
from lizhi.settlement.inputs import Inputs, stored
from lizhi.settlement.law import pins
from lizhi.settlement.law.parameters import Book
from lizhi.settlement.lines import add_up
from lizhi.settlement.models import Line, Settlement

TAXES = ("tax", "bonus_tax", "compensation_tax")
STATED = {"tax": "tax", "compensation_tax": "compensation_tax"}
"""Taxes that finance may have stated: they do not follow by themselves."""
ZERO = Decimal(0)


@dataclass(frozen=True)
class Moved:
    """A line that would be another; `new`: it is not there yet; `gone`: it would not be there."""

    title: str
    change: Decimal
    """By how much the net changes through it, yuan."""
    new: bool = False
    gone: bool = False
    tax: bool = False


@dataclass(frozen=True)
class Effect:
    """The new version beside the one that the employee has."""

    rows: list[Moved]
    before: Decimal
    becomes: Decimal
    """The net, yuan."""
    missing: int
    """Lines without an amount, then."""
    stated: list[str]
    """Titles of taxes that finance has stated, and that do not follow."""
    figures: list[str]
    """Titles of figures that say something else since; they act as well."""
    second: bool
    """A second person would look before it goes out."""
    mark: str
    """Of these lines: what is kept must be what was seen."""

    @property
    def net(self) -> Decimal:
        """By how much more or less is paid out."""
        return self.becomes - self.before

    @property
    def gross(self) -> Decimal:
        """The same before taxes."""
        return sum((row.change for row in self.rows if not row.tax), ZERO)


@dataclass(frozen=True)
class Chain:
    """A case with what is needed to try several changes: gathered once."""

    case: Case
    shown: Settlement
    book: Book
    gathered: Inputs

    @property
    def given(self) -> Inputs:
        """The inputs as they are now."""
        return Inputs.of(self._wanted({}))

    def _wanted(self, entered: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        return stored(self.gathered, entered, self.shown.inputs.get("entered", {}))

    def effect(self, entered: Mapping[str, Any]) -> Effect:
        """With these inputs entered on top. Refused where they cannot be true."""
        given = Inputs.of(self._wanted(entered))
        rules.check_can_be_true(given)
        computed = computing.compute(self.case, given, self.book)
        old, new = rules.LINES.all(settlement=self.shown.pk), computed.made.lines
        rows = _moved(old, new)
        before, after = add_up(old), add_up(new)
        return Effect(
            rows=rows,
            before=before.net,
            becomes=after.net,
            missing=after.missing,
            stated=_stated(given, new) if any(not row.tax for row in rows) else [],
            figures=pins.differing(self.shown.figures, computed.figures),
            second=seconds.are_needed(self.case, new),
            mark=rerunning.digest(rerunning.canonical(new)),
        )


def chain_of(case: Case, shown: Settlement) -> Chain:
    """From what the roster and the case say now, with what was entered for the version shown."""
    found = on_file.read(case)
    return Chain(case, shown, found.book, gathering.gather(case, found))


def _moved(old: list[Line], new: list[Line]) -> list[Moved]:
    before = {line.key: line for line in old}
    after = {line.key: line for line in new}
    rows = []
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key), after.get(key)
        change = _signed(now) - _signed(was)
        line = now or was
        if line is not None and change:
            tax = key in TAXES
            rows.append(Moved(line.title, change, new=was is None, gone=now is None, tax=tax))
    return sorted(rows, key=lambda row: row.tax)


def _signed(line: Line | None) -> Decimal:
    if line is None or line.amount is None or line.side == Line.Side.APART:
        return ZERO
    return line.amount if line.side == Line.Side.DUE else -line.amount


def _stated(given: Inputs, lines: list[Line]) -> list[str]:
    return [
        line.title
        for line in lines
        if line.key in STATED and getattr(given, STATED[line.key]) is not None
    ]
