"""What the page of calendars shows: years, own calendars, who follows which."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from lizhi.calendars.models import HolidayList
from lizhi.common import calendar_days
from lizhi.common.models import Calendar, CalendarDay
from lizhi.people.models import Branch


@dataclass(frozen=True)
class Year:
    """One year, and how surely its working days are known."""

    year: int
    announced: bool
    statutory: int
    off: int
    working: int
    loaded: HolidayList | None


def years(today: dt.date) -> list[Year]:
    """From the last one to the next, and any other that is announced already."""
    kinds = CalendarDay.Kind
    counted = {
        row["day__year"]: row
        for row in CalendarDay.objects.filter(calendar=calendar_days.OFFICIAL)
        .values("day__year")
        .annotate(
            statutory=Count("pk", filter=Q(kind=kinds.STATUTORY)),
            off=Count("pk", filter=Q(kind=kinds.REST)),
            working=Count("pk", filter=Q(kind=kinds.WORKING)),
        )
        .order_by()
    }
    loaded = {one.year: one for one in HolidayList.objects.filter(is_current=True)}
    shown = {today.year - 1, today.year, today.year + 1} | {y for y in counted if y >= today.year}
    return [
        _year(year, counted.get(year), loaded.get(year)) for year in sorted(shown, reverse=True)
    ]


def _year(year: int, row: Mapping[str, Any] | None, loaded: HolidayList | None) -> Year:
    numbers: Mapping[str, Any] = row or {"statutory": 0, "off": 0, "working": 0}
    return Year(
        year, row is not None, numbers["statutory"], numbers["off"], numbers["working"], loaded
    )


@dataclass(frozen=True)
class Own:
    """A calendar of the company, and how many branches follow it."""

    calendar: Calendar
    days: int
    branches: int


def own() -> list[Own]:
    """By title."""
    days = _counted(CalendarDay.objects.values_list("calendar").annotate(n=Count("pk")))
    followed = _counted(Branch.objects.values_list("calendar").annotate(n=Count("pk")))
    return [
        Own(one, days.get(one.code, 0), followed.get(one.code, 0))
        for one in Calendar.objects.order_by("title")
    ]


def _counted(rows: Any) -> dict[str, int]:
    return dict(rows.order_by())
