"""A deadline in working hours over holidays, as every step that opens counts it."""

import datetime as dt
import time

from lizhi.common import calendar, clock
from lizhi.config.bench.measuring import Row

COUNTED = 2_000
BEFORE_NATIONAL_DAY = dt.datetime(2026, 9, 30, 17, 30, tzinfo=clock.SHANGHAI)
SPANS = ((24, "hours"), (2, "work_days"), (24, "work_hours"), (7, "calendar_days"))


def row() -> Row:
    """Microseconds of CPU for one, the dearest of the units."""
    return {"name": "deadline", "cpu_us": max(_cost(n, unit) for n, unit in SPANS)}


def _cost(n: int, unit: str) -> float:
    calendar.add(BEFORE_NATIONAL_DAY, n, unit)  # reads the table
    began = time.process_time()
    for _ in range(COUNTED):
        calendar.add(BEFORE_NATIONAL_DAY, n, unit)
    return round((time.process_time() - began) / COUNTED * 1e6, 1)
