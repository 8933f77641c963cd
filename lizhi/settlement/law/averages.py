"""The average wage of a place in the year before the ending (劳动合同法 47, 财税〔2018〕164号)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law.parameters import Figure, NoFigure, figure

MONTHS = 12
MONTH, YEAR = "averages.month", "averages.year"


@dataclass(frozen=True)
class LocalAverage:
    """One series of one place and year, by month and by year; neither is rounded here."""

    month: Decimal
    year: Decimal
    figure: Figure | None = None
    """Where it comes from; None for one that the asker has brought along."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """For the step that stands on it."""
        return (self.figure,) if self.figure else ()


def by_month(amount: Decimal) -> LocalAverage:
    """Brought along, in yuan a month."""
    return LocalAverage(amount, amount * MONTHS)


def by_year(amount: Decimal) -> LocalAverage:
    """Brought along, in yuan a year: a twelfth of it, not rounded, is the month's."""
    return LocalAverage(amount / MONTHS, amount)


def for_cap(place: str, year: int) -> LocalAverage:
    """Of the three-times cap: the month's figure as published, else a twelfth of the year's.

    `NoFigure` where the place has neither for that calendar year: another year is no answer.
    """
    return _either(place, year, first=MONTH, second=YEAR)


def for_tax(place: str, year: int) -> LocalAverage:
    """Of the tax-free limit: the year's figure as published, else twelve times the month's."""
    return _either(place, year, first=YEAR, second=MONTH)


def _either(place: str, year: int, *, first: str, second: str) -> LocalAverage:
    as_of = dt.date(year, 12, 31)
    try:
        return _of(figure(first, as_of=as_of, place=place))
    except NoFigure as refusal:
        try:
            return _of(figure(second, as_of=as_of, place=place))
        except NoFigure:
            raise refusal from None


def _of(found: Figure) -> LocalAverage:
    if found.name == MONTH:
        return LocalAverage(found.value, found.value * MONTHS, found)
    return LocalAverage(found.value / MONTHS, found.value, found)
