"""Income tax at the exit in whole fen: wages, compensation, bonus (S21 to S23)."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from lizhi.settlement.law.fen.whole import MILLION, Fen, Flags, fen, half_up, millionths, whole
from lizhi.settlement.law.parameters import figure

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Table:
    """A table of rates: where each band begins, its rate in millionths, its quick deduction."""

    above: Fen
    rates: Fen
    quick: Fen

    def bands(self, amount: Fen) -> Fen:
        """The row of each amount; a threshold itself still lies in the row below."""
        rows: Fen = np.maximum(np.searchsorted(self.above, amount, side="left") - 1, 0)
        return rows

    def tax(self, amount: Fen, bands: Fen | None = None) -> Fen:
        """In fen, half up; nothing on less than nothing."""
        above = np.maximum(amount, 0)
        rows: Fen = self.bands(above) if bands is None else bands
        return half_up(above * self.rates[rows] - self.quick[rows] * MILLION, MILLION)


def annual(as_of: dt.date) -> Table:
    """By the year: wages by the cumulative method, and compensation above its limit."""
    return _table("tax.annual_rate", "tax.annual_quick", as_of)


def monthly(as_of: dt.date) -> Table:
    """By the month: a twelfth of a bonus picks its row."""
    return _table("tax.monthly_rate", "tax.monthly_quick", as_of)


def withheld(countable: Fen, months: Fen, paid: Fen, *, as_of: dt.date) -> Fen:
    """Of the last month: `countable` is all that counts of this year so far, before the 5,000.

    `months` are those in this job this year, `paid` what was withheld before.
    """
    found: Fen = np.maximum(annual(as_of).tax(taxable(countable, months, as_of=as_of)) - paid, 0)
    return found


def taxable(countable: Fen, months: Fen, *, as_of: dt.date) -> Fen:
    """All of this year so far less the 5,000 of each month; never below nothing."""
    basic = fen(figure("tax.basic_month", as_of=as_of).value)
    found: Fen = np.maximum(countable - months * basic, 0)
    return found


def on_compensation(amount: Fen, local_a_year: Fen, *, as_of: dt.date) -> Fen:
    """Of what lies above three times the local yearly average, alone, on the annual table."""
    multiple = whole(figure("tax.compensation_multiple", as_of=as_of).value)
    return annual(as_of).tax(amount - local_a_year * multiple)


def on_bonus(bonus: Fen, without: Fen, used: Flags, *, as_of: dt.date) -> Fen:
    """The lower of both ways; where the separate one is used up or has ended, the merged one."""
    whole_year = annual(as_of)
    merged = whole_year.tax(without + bonus) - whole_year.tax(without)
    if not figure("tax.bonus_separate", as_of=as_of).value:
        return merged
    table = monthly(as_of)
    rows = np.searchsorted(table.above * MONTHS_A_YEAR, bonus, side="left") - 1
    separate = table.tax(bonus, np.maximum(rows, 0))
    found: Fen = np.where(used, merged, np.minimum(merged, separate))
    return found


def _table(rate: str, quick: str, as_of: dt.date) -> Table:
    rates, quicks = figure(rate, as_of=as_of), figure(quick, as_of=as_of)
    return Table(
        np.array([fen(start) for start, _rate in rates.brackets], np.int64),
        np.array([millionths(share) for _start, share in rates.brackets], np.int64),
        np.array([fen(amount) for _start, amount in quicks.brackets], np.int64),
    )
