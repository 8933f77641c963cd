"""From the lines of one settlement to entries, by the account table of its employer."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.settlement.vouchers import vocabulary
from lizhi.settlement.vouchers.accounts import Row, Table
from lizhi.settlement.vouchers.entries import ZERO, Entry, Side

MOST_NAMED = 8
Gap = tuple[str, str, str]
"""A line's title, its department, what the row lacks."""


class NoAccount(Refused):
    """The account table does not say where something goes; nothing is booked meanwhile."""

    code = "no_account"

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self.gaps = sorted(set(gaps))
        named = "; ".join(
            _("%(line)s of %(department)s: %(lacks)s")
            % {"line": line, "department": department, "lacks": lacks}
            for line, department, lacks in self.gaps[:MOST_NAMED]
        )
        more = len(self.gaps) - MOST_NAMED
        words = _("The account table does not say where these go: %(named)s.") % {"named": named}
        if more > 0:
            words += " " + _("And %(number)d more.") % {"number": more}
        super().__init__(words + " " + _("Please fill them in and have the table confirmed."))


@dataclass(frozen=True)
class Amount:
    """One line of a settlement as the books need it: positive, in yuan."""

    kind: str
    title: str
    is_due: bool
    amount: Decimal


@dataclass(frozen=True)
class Settled:
    """A settlement, and whose it is, without anything else about the person."""

    key: int
    case: str
    version: int
    branch: str
    department: str
    staff_number: str
    name: str
    amounts: tuple[Amount, ...]

    @property
    def net(self) -> Decimal:
        """What is left to pay, in yuan; below zero the person owes."""
        signs = (one.amount if one.is_due else -one.amount for one in self.amounts)
        return sum(signs, ZERO)


class Booking:
    """Books settlements of one period by one table, and remembers what the table does not say."""

    def __init__(self, table: Table, period: dt.date) -> None:
        self._table = table
        self._title = f"{period.year}年{period.month}月离职结算"
        self.gaps: set[Gap] = set()

    def entries(self, settled: Settled) -> list[Entry]:
        """Expenses on the left; what is withheld and what is left to pay on the right."""
        made: list[Entry] = []
        for one in settled.amounts:
            if one.amount:
                made += self._due(settled, one) if one.is_due else self._off(settled, one)
        net = settled.net
        if net > 0:
            made += self._put(settled, vocabulary.NET, "", "credit", net)
        elif net < 0:
            made += self._put(settled, vocabulary.OWED, "", "debit", -net)
        return made

    def paid(self, settled: Settled, amount: Decimal) -> list[Entry]:
        """What was owed is cleared, the money has left the bank."""
        return [
            *self._put(settled, vocabulary.NET, "付款", "debit", amount),
            *self._put(settled, vocabulary.BANK, "", "credit", amount),
        ]

    def _due(self, settled: Settled, one: Amount) -> list[Entry]:
        made = self._put(settled, one.kind, one.title, "debit", one.amount)
        row = self._table.find(one.kind, settled.branch, settled.department)
        if row is None or not row.through:
            return made
        owed = Row(one.kind, row.through, row.through_name, dims=row.through_dims)
        title = vocabulary.title_of(one.kind, one.title)
        return [
            *made,
            replace(self._entry(settled, owed, f"计提{title}", "credit", one.amount), step=1),
            replace(self._entry(settled, owed, f"结转{title}", "debit", one.amount), step=2),
        ]

    def _off(self, settled: Settled, one: Amount) -> list[Entry]:
        return self._put(settled, one.kind, one.title, "credit", one.amount)

    def _put(
        self, settled: Settled, kind: str, title: str, side: Side, amount: Decimal
    ) -> list[Entry]:
        title = vocabulary.title_of(kind, title)
        row = self._table.find(kind, settled.branch, settled.department)
        if row is None:
            self.gaps.add((title, settled.department, _("account")))
            return []
        return [self._entry(settled, row, title, side, amount)]

    def _entry(self, settled: Settled, row: Row, title: str, side: Side, amount: Decimal) -> Entry:
        person = settled.name if self._table.names else ""
        words = f"{self._title} {title}"
        return Entry(
            kind=row.kind,
            summary=f"{words} {person}" if person else words,
            account=row.account,
            name=row.name,
            side=side,
            amount=amount,
            dims=self._dims(settled, row),
            cases=(settled.case,),
            person=person,
        )

    def _dims(self, settled: Settled, row: Row) -> tuple[tuple[str, str], ...]:
        place = self._table.place(settled.branch, settled.department)
        codes = {
            "employee": settled.staff_number,
            "department": place.code,
            "cost_centre": place.cost_centre,
        }
        for name in row.dims:
            if not codes[name]:
                lacks = _("code of the %(what)s") % {"what": vocabulary.DIMENSIONS[name]}
                self.gaps.add((vocabulary.title_of(row.kind), settled.department, lacks))
        return tuple((name, codes[name]) for name in vocabulary.DIMENSIONS if name in row.dims)
