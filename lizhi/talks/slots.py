"""Hours at which a talk can be: by day, soon enough to matter, at nobody's double."""

import datetime as dt
from collections.abc import Collection, Iterator

from lizhi.common import calendar_days
from lizhi.common.clock import SHANGHAI

HOURS = (dt.time(10), dt.time(11), dt.time(14), dt.time(15, 30), dt.time(17), dt.time(19))
NOTICE = dt.timedelta(hours=3)
"""Whoever is asked needs time to see it."""
DAYS = 5
"""Working days from which to choose."""
FARTHEST = 14


def free(now: dt.datetime, last: dt.date, taken: Collection[dt.datetime] = ()) -> list[dt.datetime]:
    """The hours of the coming working days, the last day of the contract included."""
    found: list[dt.datetime] = []
    days = 0
    for day in _working_days(now.astimezone(SHANGHAI).date(), last):
        hours = [dt.datetime.combine(day, hour, SHANGHAI).astimezone(dt.UTC) for hour in HOURS]
        mine = [hour for hour in hours if hour >= now + NOTICE and hour not in taken]
        found += mine
        days += bool(mine)
        if days == DAYS:
            break
    return found


def _working_days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    known = calendar_days.of("cn")
    for n in range(FARTHEST):
        day = first + dt.timedelta(days=n)
        if day <= last and known.look(day)[0]:
            yield day
