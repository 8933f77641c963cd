"""Whose figure counts: payroll's months, then the roster's months, then the roster's average.

The rules of it, for one person and for very many; neither reads anything here.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law.periods import ONE_DAY

MONTHS = 12
STALE = 3
"""So many months may lie between the newest month that was told and the end."""
BACK = MONTHS + STALE
Source = Literal["payroll", "months", "roster"]
SOURCES: tuple[Source, ...] = ("payroll", "months", "roster")
Months = Mapping[dt.date, tuple[Decimal, Decimal | None, bool]]
"""First day of a month to its wages due, the overtime in them, and whether payroll told it."""


@dataclass(frozen=True)
class Average:
    """The months that make an average, newest last; none where the roster's figure counts."""

    source: Source
    months: tuple[dt.date, ...]
    newest: dt.date | None
    """Of all that is fresh enough; its wage is that of the last month."""


def window(before: dt.date, today: dt.date) -> list[dt.date]:
    """The months that are looked at, oldest first: those before the ending, none yet to come."""
    month, found = min(before, today).replace(day=1), []
    for _number in range(BACK):
        month = (month - ONE_DAY).replace(day=1)
        found.append(month)
    return found[::-1]


def wanted(newest: dt.date, hired_on: dt.date) -> int:
    """How many months make an average: a dozen, or all since the first whole one of work."""
    since = (newest.year - hired_on.year) * MONTHS + newest.month - hired_on.month
    return max(min(MONTHS, since + (hired_on.day == 1)), 0)


def choose(months: Months, looked_at: list[dt.date], hired_on: dt.date) -> Average:
    """Months in a row up to the newest, where it is fresh enough and none is missing."""
    here = [month for month in looked_at if month in months]
    if not here or here[-1] < looked_at[-1 - STALE]:
        return Average("roster", (), None)
    newest = here[-1]
    number = wanted(newest, hired_on)
    row = looked_at[: looked_at.index(newest) + 1][-number:] if number else []
    if not row or len(row) < number or any(month not in months for month in row):
        return Average("roster", (), newest)
    by_payroll = all(months[month][2] for month in row)
    return Average("payroll" if by_payroll else "months", tuple(row), newest)
