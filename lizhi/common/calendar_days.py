"""The days that differ from the plain week, read from the table and kept in the process.

Every process reads the table again after a minute, and at once when it has changed it itself.
"""

import datetime as dt
import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from lizhi.common.models import CalendarDay

OFFICIAL = "cn"
FILE = Path(__file__).with_name("official_days.json")
KEPT_SECONDS = 60.0
FRIDAY = 4

_kept: dict[str, tuple[float, "Days"]] = {}


class Days:
    """What one calendar knows: a day off, a working Saturday, and which years were announced."""

    def __init__(self, special: dict[dt.date, bool], announced: set[int]) -> None:
        self.special = special
        self.announced = announced

    def look(self, day: dt.date) -> tuple[bool, bool]:
        """Whether people work on this day, and whether that is certain."""
        known = self.special.get(day)
        if known is not None:
            return known, True
        return day.weekday() <= FRIDAY, day.year in self.announced


_more: ContextVar[frozenset[dt.date]] = ContextVar("days_off", default=frozenset())


@contextmanager
def with_days_off(days: Iterable[dt.date]) -> Iterator[None]:
    """Inside, nobody works on these days either; nobody else's calendar changes."""
    token = _more.set(_more.get() | frozenset(days))
    try:
        yield
    finally:
        _more.reset(token)


def of(calendar: str = OFFICIAL) -> Days:
    """The days of this calendar, its own over the official ones."""
    days, more = _of(calendar), _more.get()
    return Days({**days.special, **dict.fromkeys(more, False)}, days.announced) if more else days


def _of(calendar: str) -> Days:
    kept = _kept.get(calendar)
    if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
        kept = _kept[calendar] = (time.monotonic(), _read(calendar))
    return kept[1]


def _read(calendar: str) -> Days:
    rows = CalendarDay.objects.filter(calendar__in={OFFICIAL, calendar})
    special: dict[dt.date, bool] = {}
    announced: set[int] = set()
    own_last = sorted(
        rows.values_list("calendar", "day", "kind"), key=lambda row: row[0] == calendar
    )
    for name, day, kind in own_last:
        special[day] = kind == CalendarDay.Kind.WORKING
        if name == OFFICIAL:
            announced.add(day.year)
    return Days(special, announced)


@receiver([post_save, post_delete], sender=CalendarDay)
def forget(sender: object = None, **kwargs: Any) -> None:
    """Read the table again at the next question."""
    _kept.clear()


def seed(model: Any) -> None:
    """Put the official days of the shipped file into the table, where they are missing."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    model.objects.bulk_create(
        [model(calendar=OFFICIAL, day=day, kind=kind, name=name) for day, kind, name in rows],
        ignore_conflicts=True,
    )
    forget()
