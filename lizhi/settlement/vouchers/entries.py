"""Entries of a voucher. What does not balance to the fen never becomes one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.settlement.vouchers import vocabulary

Side = Literal["debit", "credit"]
ZERO = Decimal(0)
FEN = Decimal("0.01")


class Unbalanced(Refused):
    """Debits and credits differ, or an amount is finer than a fen: nothing of it is kept."""

    code = "unbalanced"


@dataclass(frozen=True)
class Entry:
    """One line of a voucher, in yuan. A negative amount takes back on the same side (红字)."""

    kind: str
    summary: str
    account: str
    name: str
    side: Side
    amount: Decimal
    dims: tuple[tuple[str, str], ...] = ()
    """Auxiliary items, `employee`, `department`, `cost_centre`, with their codes."""
    cases: tuple[str, ...] = ()
    """Numbers of the cases that it comes from."""
    person: str = ""
    """Whose it is, only where the account table lets names into a ledger."""
    step: int = 0
    """0: the line itself; 1: it is owed to staff; 2: what was owed is cleared."""

    @property
    def debit(self) -> Decimal:
        """What stands on the left."""
        return self.amount if self.side == "debit" else ZERO

    @property
    def credit(self) -> Decimal:
        """What stands on the right."""
        return self.amount if self.side == "credit" else ZERO

    def reversed(self) -> "Entry":
        """The same in red: same account, same side, the amount negative."""
        return replace(self, amount=-self.amount)

    def as_json(self) -> dict[str, Any]:
        """As a posting keeps it, to be reversed to the fen one day."""
        return {
            "kind": self.kind,
            "summary": self.summary,
            "account": self.account,
            "name": self.name,
            "side": self.side,
            "amount": f"{self.amount:.2f}",
            "dims": dict(self.dims),
            "cases": list(self.cases),
            "person": self.person,
            "step": self.step,
        }

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Entry":
        """What was kept."""
        amount, dims = Decimal(stored["amount"]), tuple(stored["dims"].items())
        values = {**stored, "amount": amount, "dims": dims, "cases": tuple(stored["cases"])}
        return cls(**values)


def sums(entries: Iterable[Entry]) -> tuple[Decimal, Decimal]:
    """Debits and credits."""
    every = list(entries)
    return sum((one.debit for one in every), ZERO), sum((one.credit for one in every), ZERO)


def check(entries: Sequence[Entry]) -> None:
    """Refuse what is not a voucher."""
    uneven = [one for one in entries if one.amount != one.amount.quantize(FEN)]
    if uneven:
        words = _("%(line)s: %(amount)s is finer than a fen. Please look at the settlement.")
        raise Unbalanced(words % {"line": uneven[0].summary, "amount": uneven[0].amount})
    debit, credit = sums(entries)
    if debit != credit:
        words = _("Debits are %(debit)s and credits %(credit)s. Nothing was booked.")
        raise Unbalanced(words % {"debit": f"{debit:.2f}", "credit": f"{credit:.2f}"})


def together(entries: Iterable[Entry]) -> list[Entry]:
    """One entry for each kind, account, side and set of items: a ledger needs no more of people.

    Where the account takes people, there is one for each of them. The order depends on nothing but
    what is in the entries.
    """
    groups: dict[tuple[Any, ...], list[Entry]] = defaultdict(list)
    for one in entries:
        groups[_place(one)].append(one)
    merged = [_merged(group) for group in groups.values()]
    return sorted((one for one in merged if one.amount), key=_place)


def _merged(group: Sequence[Entry]) -> Entry:
    cases = sorted({case for one in group for case in one.cases})
    amount = sum((one.amount for one in group), ZERO)
    return replace(group[0], amount=amount, cases=tuple(cases))


def _place(entry: Entry) -> tuple[Any, ...]:
    sides = {"debit": 0, "credit": 1}
    where = vocabulary.place_of(entry.kind)
    return (
        *(where, entry.step, sides[entry.side], entry.account, entry.dims),
        *(entry.summary, entry.person),
    )
