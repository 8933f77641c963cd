"""What the days of a month are, from the table of announced days, handed to the law."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import DateField

from lizhi.common import calendar, clock
from lizhi.common.models import CalendarDay
from lizhi.common.prepared import Columns, given
from lizhi.settlement.law.periods import month_bounds
from lizhi.settlement.law.wages import Calendar, DayKind

SATURDAY = 5
DAY = DateField()
OFFICIAL = Columns(
    lambda: CalendarDay.objects.filter(
        calendar="cn", day__range=(given("new_year", DAY), given("year_end", DAY))
    ).values("day", "kind")
)
MIDDAY = dt.time(12)


class Month(NamedTuple):
    """The days of one month, and whether they were announced or follow the plain week."""

    kind_of: Calendar
    announced: bool


def month_of(day: dt.date) -> Month:
    """Of the month in which this day lies. One query: a year has forty announced days at most."""
    return of(OFFICIAL.all(**year_of(day)))


def year_of(day: dt.date) -> dict[str, dt.date]:
    """What `OFFICIAL` is asked with for the year of this day."""
    return {"new_year": dt.date(day.year, 1, 1), "year_end": dt.date(day.year, 12, 31)}


def of(rows: Iterable[Mapping[str, Any]]) -> Month:
    """A month of the year whose announced days these are: the answer to `OFFICIAL`."""
    known = {row["day"]: row["kind"] for row in rows}

    def kind_of(one: dt.date) -> DayKind:
        match known.get(one):
            case CalendarDay.Kind.STATUTORY:
                return "statutory"
            case CalendarDay.Kind.WORKING:
                return "working"
            case CalendarDay.Kind.REST:
                return "rest"
        return "rest" if one.weekday() >= SATURDAY else "working"

    return Month(kind_of, bool(known))


class Announced:
    """The same of any day, for whoever asks the law: each year is read once."""

    def __init__(self) -> None:
        self._years: dict[int, Month] = {}

    def kind_of(self, day: dt.date) -> DayKind:
        """Working day, rest day or statutory holiday."""
        return self._of(day).kind_of(day)

    def announced(self, year: int) -> bool:
        """Whether the days off of this year are in the table."""
        return self._of(dt.date(year, 1, 1)).announced

    def _of(self, day: dt.date) -> Month:
        if day.year not in self._years:
            self._years[day.year] = month_of(day)
        return self._years[day.year]


LETTERS: dict[DayKind, str] = {"working": "w", "rest": "r", "statutory": "s"}
KINDS = {letter: kind for kind, letter in LETTERS.items()}


def in_letters(day: dt.date, month: Month) -> tuple[str, bool]:
    """The month of this day, one letter a day, and whether it was announced: to be kept.

    2026-11 rwwwwwrr…
    """
    first, last = month_bounds(day)
    days = (first + dt.timedelta(days=number) for number in range((last - first).days + 1))
    letters = "".join(LETTERS[month.kind_of(one)] for one in days)
    return f"{day:%Y-%m} {letters}", month.announced


def from_letters(kept: str, *, announced: bool) -> Month:
    """The same month again, without asking anybody."""
    letters = kept.partition(" ")[2]
    return Month(lambda day: KINDS[letters[day.day - 1]], announced)


class LastDay(NamedTuple):
    """A day, and whether it may move once a year's days are announced."""

    day: dt.date
    provisional: bool


def last_of(start: dt.date, number: int) -> LastDay:
    """The last of so many working days of the official calendar after this one."""
    noon = dt.datetime.combine(start, MIDDAY, clock.SHANGHAI)
    found = calendar.add(noon, number, "work_days")
    return LastDay(clock.local(found.at).date(), found.provisional)


def after_work_days(start: dt.date, number: int) -> dt.date:
    """The same day alone."""
    return last_of(start, number).day
