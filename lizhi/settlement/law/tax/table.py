"""The two tables: by the year, and by the month for a bonus (个人所得税法附表一)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.words import cents, percent, plain

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Band:
    """One row: above which amount it begins, up to which it goes (None: no end), and its tax."""

    above: Decimal
    top: Decimal | None
    rate: Decimal
    quick: Decimal
    figures: tuple[Figure, ...]

    def tax(self, amount: Decimal) -> Decimal:
        """Of an amount in this band, in yuan, half up to the fen."""
        return cents(amount * self.rate - self.quick)

    def formula(self, amount: str) -> str:
        """`240,000 × 20% − 16,920`, with the amount as written."""
        less = f" − {plain(self.quick)}" if self.quick else ""
        return f"{amount} × {percent(self.rate)}{less}"


@dataclass(frozen=True)
class Taxed:
    """The tax on an amount, and the band in which it lies."""

    tax: Decimal
    band: Band


def annual_band(taxable: Decimal, *, as_of: dt.date) -> Band:
    """The row of the annual table in which this taxable income lies; 36,000 is in the first."""
    return _band(taxable, "tax.annual_rate", "tax.annual_quick", as_of)


def monthly_band(amount: Decimal, *, as_of: dt.date) -> Band:
    """The row of the table by the month, as a twelfth of a bonus picks it."""
    return _band(amount, "tax.monthly_rate", "tax.monthly_quick", as_of)


def annual_tax(taxable: Decimal, *, as_of: dt.date) -> Taxed:
    """Tax by the annual table, which is that of withholding too; nothing on less than nothing."""
    taxable = max(taxable, NOTHING)
    band = annual_band(taxable, as_of=as_of)
    return Taxed(band.tax(taxable), band)


def _band(amount: Decimal, rate: str, quick: str, as_of: dt.date) -> Band:
    rates, quicks = figure(rate, as_of=as_of), figure(quick, as_of=as_of)
    starts = [start for start, _ in rates.brackets]
    number = max(sum(start < amount for start in starts) - 1, 0)
    top = starts[number + 1] if number + 1 < len(starts) else None
    return Band(
        above=starts[number],
        top=top,
        rate=rates.brackets[number][1],
        quick=quicks.brackets[number][1],
        figures=(rates, quicks),
    )
