"""Months and years between two days, both counted in (民法典 200 to 204)."""

import calendar
import datetime as dt
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Whole years, months beyond them (0 to 11) and days beyond those (0 to 30)."""

    years: int
    months: int
    days: int

    @property
    def all_months(self) -> int:
        """Whole months altogether."""
        return self.years * 12 + self.months


def last_day_of(first: dt.date, months: int) -> dt.date:
    """The last day of so many months that begin with `first`.

    A month has no day 31, or no 30: then its end is the last day.
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    month += 1
    length = calendar.monthrange(year, month)[1]
    if first.day > length:
        return dt.date(year, month, length)
    return dt.date(year, month, first.day) - ONE_DAY


def span(first: dt.date, last: dt.date) -> Span:
    """From `first` to `last`, both counted in; `ValueError` when they stand the wrong way round."""
    if last < first:
        raise ValueError(f"{last} is before {first}")
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    while last_day_of(first, months) > last:
        months -= 1
    rest = (last - last_day_of(first, months)).days if months else (last - first).days + 1
    return Span(*divmod(months, 12), rest)


def month_bounds(any_day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the month in which this day lies."""
    length = calendar.monthrange(any_day.year, any_day.month)[1]
    return any_day.replace(day=1), any_day.replace(day=length)
