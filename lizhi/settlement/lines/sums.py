"""Lines added up, and compared with those of an earlier version."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from lizhi.settlement.law import totals
from lizhi.settlement.models import Line

ZERO = Decimal(0)


class Sum(Protocol):
    """A line, or the little of it that a comparison needs."""

    @property
    def key(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def amount(self) -> Decimal | None: ...


@dataclass(frozen=True)
class Sums:
    """Yuan; lines without an amount are only counted."""

    due: Decimal
    off: Decimal
    net: Decimal
    """May be negative: then the person owes, which every page says in words."""
    missing: int

    @property
    def owes(self) -> Decimal:
        """What the person would owe, or 0."""
        return max(-self.net, ZERO)


def add_up(lines: Iterable[Sum]) -> Sums:
    """Sums of rounded lines."""
    every = list(lines)
    due = [line.amount for line in every if line.side == Line.Side.DUE]
    off = [line.amount for line in every if line.side == Line.Side.DEDUCTION]
    return Sums(
        due=sum((amount for amount in due if amount is not None), ZERO),
        off=sum((amount for amount in off if amount is not None), ZERO),
        net=totals.net(due, off).value,
        missing=sum(line.amount is None for line in every),
    )


def differences(new: Iterable[Sum], old: Iterable[Sum]) -> dict[str, Decimal]:
    """By key: how much the net changes by each line that differs; a new line counts whole."""
    before = {line.key: _signed(line) for line in old}
    changes = {line.key: _signed(line) - before.get(line.key, ZERO) for line in new}
    return {key: change for key, change in changes.items() if change}


def _signed(line: Sum) -> Decimal:
    amount = line.amount or ZERO
    if line.side == Line.Side.APART:
        return ZERO
    return amount if line.side == Line.Side.DUE else -amount
