"""Statutory holidays and swapped days of 2026, as far as the cases here touch them."""

import datetime as dt

from lizhi.settlement.law.periods import ONE_DAY
from lizhi.settlement.law.wages import DayKind

STATUTORY = {(1, 1), (2, 16), (2, 17), (2, 18), (2, 19), (4, 5), (5, 1), (5, 2), (6, 19)}
STATUTORY |= {(9, 25), (10, 1), (10, 2), (10, 3)}
REST = {(1, 2), (2, 20), (2, 23), (4, 6), (5, 4), (5, 5), (10, 5), (10, 6), (10, 7)}
WORKING = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}


def kind_of(day: dt.date) -> DayKind:
    """What the State Council has announced for this day, else the plain week."""
    place = (day.month, day.day)
    if place in STATUTORY:
        return "statutory"
    if place in WORKING:
        return "working"
    return "rest" if place in REST or day.weekday() >= 5 else "working"


def after_work_days(start: dt.date, number: int) -> dt.date:
    """The last of so many working days after a day."""
    while number:
        start += ONE_DAY
        number -= kind_of(start) == "working"
    return start
