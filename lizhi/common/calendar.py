"""Working days and deadlines: pure counting over the days that the table knows.

A calendar is "cn", the official one, or the name of a company's own, whose week, hours and days win
over it. A deadline that crosses a year whose days have not been announced is provisional: there
the plain week is a guess, to be counted again once the list is out.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from lizhi.common import calendar_days
from lizhi.common.clock import SHANGHAI

WAKES, SLEEPS = dt.time(8), dt.time(21)
"""Messages to people go out between these."""
LAST_MINUTE = dt.time(23, 59)
ONE_DAY = dt.timedelta(days=1)


class Deadline(NamedTuple):
    """A moment, and whether it may move once a year's days are announced."""

    at: dt.datetime
    provisional: bool


@dataclass
class _Walk:
    """One count along the days; it remembers whether it had to guess."""

    days: calendar_days.Days
    guessed: bool = False

    def works(self, day: dt.date) -> bool:
        working, certain = self.days.look(day)
        self.guessed = self.guessed or not certain
        return working


def add(start: dt.datetime, n: int, unit: str, calendar: str = "cn") -> Deadline:
    """When it is too late: `start` plus n `hours`, `work_hours`, `work_days` or `calendar_days`.

    Work hours lie in the calendar's shift, officially 9 to 18. Days are counted from the next one;
    a working day ends with its shift, a calendar day with its last minute (民法典 201, 203).
    """
    walk = _Walk(calendar_days.of(calendar))
    local = start.astimezone(SHANGHAI)
    at = max(UNITS[unit](walk, local, n), local)
    return Deadline(at.astimezone(dt.UTC), walk.guessed)


def quiet(moment: dt.datetime) -> dt.datetime:
    """When a person may be written to: this moment by day, else 08:00 of the coming morning."""
    local = moment.astimezone(SHANGHAI)
    if WAKES <= local.time() <= SLEEPS:
        return moment
    day = local.date() + ONE_DAY if local.time() > SLEEPS else local.date()
    return dt.datetime.combine(day, WAKES, SHANGHAI).astimezone(dt.UTC)


def _hours(walk: _Walk, start: dt.datetime, n: int) -> dt.datetime:
    return start + dt.timedelta(hours=n)


def _calendar_days(walk: _Walk, start: dt.datetime, n: int) -> dt.datetime:
    return dt.datetime.combine(start.date() + n * ONE_DAY, LAST_MINUTE, SHANGHAI)


def _work_days(walk: _Walk, start: dt.datetime, n: int) -> dt.datetime:
    day, counted = start.date(), 0
    while counted < n:
        day += ONE_DAY
        counted += walk.works(day)
    return dt.datetime.combine(day, walk.days.closes, SHANGHAI)


def _work_hours(walk: _Walk, start: dt.datetime, n: int) -> dt.datetime:
    left, day = dt.timedelta(hours=n), start.date()
    while True:
        for opens, closes in _shift(walk, day, start):
            here = max(opens, start)
            if closes - here >= left:
                return here + left
            left -= closes - here
        day += ONE_DAY


def _shift(walk: _Walk, day: dt.date, start: dt.datetime) -> list[tuple[dt.datetime, dt.datetime]]:
    """The hours of this day that are not over at the start; a day that is over is not asked for."""
    spans = [
        (dt.datetime.combine(day, opens, SHANGHAI), dt.datetime.combine(day, closes, SHANGHAI))
        for opens, closes in walk.days.spans
    ]
    coming = [span for span in spans if span[1] > start]
    return coming if coming and walk.works(day) else []


UNITS: dict[str, Callable[[_Walk, dt.datetime, int], dt.datetime]] = {
    "hours": _hours,
    "work_hours": _work_hours,
    "work_days": _work_days,
    "calendar_days": _calendar_days,
}
