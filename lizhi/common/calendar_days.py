"""The days that differ from the plain week, read from the table and kept in the process.

Every process reads the table again after a minute, and at once when it has changed it itself.
"""

import datetime as dt
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from pathlib import Path
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from lizhi.common.models import Calendar, CalendarDay

OFFICIAL = "cn"
FILE = Path(__file__).with_name("official_days.json")
KEPT_SECONDS = 60.0
BRANCH = "branch"
"""In a definition: the calendar of the branch whose case it is."""
WEEK = "1111100"
OPENS, CLOSES = dt.time(9), dt.time(18)
"""A working day of the official calendar, without a break at noon."""
Span = tuple[dt.time, dt.time]

_kept: dict[str, tuple[float, "Days"]] = {}
_supposed: ContextVar[Mapping[dt.date, str] | None] = ContextVar("supposed", default=None)


class Days:
    """What one calendar knows: its week and shift, days that differ, years that were announced."""

    def __init__(
        self,
        special: dict[dt.date, bool],
        announced: set[int],
        *,
        week: str = WEEK,
        spans: tuple[Span, ...] = ((OPENS, CLOSES),),
    ) -> None:
        self.special = special
        self.announced = announced
        self.week = tuple(one == "1" for one in week)
        self.spans = spans
        self.closes = spans[-1][1]

    def look(self, day: dt.date) -> tuple[bool, bool]:
        """Whether people work on this day, and whether that is certain."""
        known = self.special.get(day)
        if known is not None:
            return known, True
        return self.week[day.weekday()], day.year in self.announced

    def besides(self, days_off: Iterable[dt.date]) -> "Days":
        """The same, and nobody works on these days either."""
        other = copy(self)
        other.special = {**self.special, **dict.fromkeys(days_off, False)}
        return other


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
    return days.besides(more) if more else days


def _of(calendar: str) -> Days:
    if (supposed := _supposed.get()) is not None:
        return _read(calendar, supposed)
    kept = _kept.get(calendar)
    if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
        kept = _kept[calendar] = (time.monotonic(), _read(calendar))
    return kept[1]


def years() -> set[int]:
    """Those whose days are announced."""
    return of(OFFICIAL).announced


@contextmanager
def supposing(days: Mapping[dt.date, str], year: int) -> Iterator[None]:
    """Count inside as if the official list of this year were exactly this; nothing is written."""
    rest = dict.fromkeys(_official(year), "")  # days of the list before, which are plain ones now
    token = _supposed.set({**rest, **days})
    try:
        yield
    finally:
        _supposed.reset(token)


def _official(year: int) -> list[dt.date]:
    rows = CalendarDay.objects.filter(calendar=OFFICIAL, day__year=year)
    return list(rows.values_list("day", flat=True))


def _read(calendar: str, supposed: Mapping[dt.date, str] | None = None) -> Days:
    special: dict[dt.date, bool] = {}
    announced: set[int] = set()
    official = dict(_rows(OFFICIAL)) | dict(supposed or {})
    for day, kind in official.items():
        if kind:
            special[day] = kind == CalendarDay.Kind.WORKING
            announced.add(day.year)
    if calendar == OFFICIAL:
        return Days(special, announced)
    special |= {day: kind == CalendarDay.Kind.WORKING for day, kind in _rows(calendar)}
    own = Calendar.objects.filter(code=calendar).first()
    return (
        Days(special, announced, week=own.week, spans=own.spans)
        if own
        else Days(special, announced)
    )


def _rows(calendar: str) -> Iterable[tuple[dt.date, str]]:
    return CalendarDay.objects.filter(calendar=calendar).values_list("day", "kind")


@receiver([post_save, post_delete], sender=CalendarDay)
@receiver([post_save, post_delete], sender=Calendar)
def forget(sender: object = None, **kwargs: Any) -> None:
    """Read the table again at the next question."""
    _kept.clear()


def _shipped() -> list[list[str]]:
    rows: list[list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return rows


def shipped(year: int) -> list[list[str]]:
    """Day, kind and name of what came with the program for this year; nothing: it did not know."""
    return [row for row in _shipped() if row[0].startswith(f"{year}-")]


def seed(model: Any) -> None:
    """Put the official days of the shipped file into the table, where they are missing."""
    rows = _shipped()
    model.objects.bulk_create(
        [model(calendar=OFFICIAL, day=day, kind=kind, name=name) for day, kind, name in rows],
        ignore_conflicts=True,
    )
    forget()
