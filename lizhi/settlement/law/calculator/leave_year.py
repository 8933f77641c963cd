"""Which year's leave is asked about, and which part of it was spent here."""

import datetime as dt
from dataclasses import dataclass

from lizhi.settlement.law import leave
from lizhi.settlement.law.calculator.reading import UNDATED, Given

LONGEST = 366
"""Days of the longest year."""


@dataclass(frozen=True)
class LeaveYear:
    """The year, as far as it was told."""

    year: int | None
    last_day: dt.date | None
    """Of the employment, or of the year where that is earlier; None where nobody left."""
    hired_on: dt.date | None
    elapsed: int | None
    """Calendar days spent here, as told, or as counted in a year that is over."""
    as_of: dt.date
    """By the rules of which day money is reckoned."""

    @property
    def counted(self) -> int | None:
        """Calendar days spent here in that year, told or counted."""
        if self.elapsed is not None or self.last_day is None:
            return self.elapsed
        return leave.elapsed_days(last_day=self.last_day, hired_on=self.hired_on)


def of(given: Given) -> LeaveYear:
    """Read it out of the inputs; refuses days that do not lie in that year."""
    exit_day, hired_on = given.day("last_day"), given.day("hire_date")
    year = given.whole("leave_year") or (exit_day.year if exit_day else None)
    if year and exit_day and year > exit_day.year:
        raise given.refused("leave_year", f"{year} 年在最后工作日 {exit_day} 以后，请核对。")
    if year and hired_on and hired_on.year > year:
        raise given.refused("leave_year", f"{year} 年还没有入职（{hired_on}），请核对。")
    last_day = min(exit_day, dt.date(year, 12, 31)) if year and exit_day else None
    counted = leave.elapsed_days(last_day=last_day, hired_on=hired_on) if last_day else None
    _check_elapsed(given, counted)
    if counted is not None and exit_day and exit_day.year == year:
        given.assume("hire_date", f"没有写，按 {year} 年以前就入职算。")
    over = counted if exit_day and last_day != exit_day else None
    if exit_day is None and year is None:
        given.assume("last_day", f"没有写日期，按 {UNDATED} 的规定算。")
    as_of = exit_day or (dt.date(year, 12, 31) if year else UNDATED)
    elapsed = given.whole("elapsed_days")
    return LeaveYear(year, last_day, hired_on, over if elapsed is None else elapsed, as_of)


def _check_elapsed(given: Given, counted: int | None) -> None:
    """A number of days that was told may not be another than the dates give.

    Where no hire date was told, somebody may have come during the year: then it may be less.
    """
    told = given.whole("elapsed_days")
    if told is None:
        return
    if told > LONGEST:
        raise given.refused("elapsed_days", "一年最多 366 天，请核对。")
    if counted is None or told == counted or (told < counted and "hire_date" not in given):
        return
    raise given.refused("elapsed_days", f"写的是 {told} 天，按日期算是 {counted} 天，请核对。")
