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

NUMBERS = ("statutory", "off", "working")


@dataclass(frozen=True)
class Year:
    """One year, and how surely its working days are known."""

    year: int
    announced: bool
    statutory: int
    off: int
    working: int
    loaded: HolidayList | None
    taken_back: HolidayList | None


def years(today: dt.date) -> list[Year]:
    """From the last one to the next, and any other that is announced already."""
    kinds = CalendarDay.Kind
    counted: dict[int, Mapping[str, Any]] = {
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
    lists = HolidayList.objects.select_related("by", "taken_back_by").order_by("taken_back_at")
    loaded = {one.year: one for one in lists.filter(is_current=True)}
    back = {one.year: one for one in lists.exclude(taken_back_at=None)}
    shown = {today.year - 1, today.year, today.year + 1} | {y for y in counted if y >= today.year}
    return [
        Year(
            year=year,
            announced=year in counted,
            **{name: counted[year][name] if year in counted else 0 for name in NUMBERS},
            loaded=loaded.get(year),
            taken_back=None if year in loaded else back.get(year),
        )
        for year in sorted(shown, reverse=True)
    ]


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
