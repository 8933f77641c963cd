"""Deadlines over real Chinese holidays; the numbers of Friday 27 November and of National Day."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from pytest_django import DjangoAssertNumQueries

from lizhi.common import calendar, calendar_days
from lizhi.common.clock import SHANGHAI
from lizhi.common.management.commands.official_days import rows
from lizhi.common.models import CalendarDay

Announce = Callable[..., None]
pytestmark = pytest.mark.django_db


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def local(moment: dt.datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "n", "unit", "due"),
    [
        ("2026-11-27 16:00", 24, "hours", "2026-11-28 16:00"),  # a Friday
        ("2026-11-27 16:00", 1, "work_days", "2026-11-30 18:00"),
        ("2026-11-27 16:00", 24, "work_hours", "2026-12-02 13:00"),
        ("2026-09-30 17:30", 24, "hours", "2026-10-01 17:30"),  # before National Day
        ("2026-09-30 17:30", 1, "work_days", "2026-10-08 18:00"),
        ("2026-09-30 17:30", 24, "work_hours", "2026-10-10 14:30"),  # a working Saturday
        ("2026-02-13 15:00", 1, "work_days", "2026-02-14 18:00"),  # another
        ("2026-02-13 15:00", 24, "work_hours", "2026-02-25 12:00"),
        ("2026-06-01 09:00", 9, "work_hours", "2026-06-01 18:00"),
        ("2026-06-01 20:00", 1, "work_hours", "2026-06-02 10:00"),
        ("2026-06-06 12:00", 1, "work_hours", "2026-06-08 10:00"),  # a Saturday
        ("2026-06-01 09:00", 7, "calendar_days", "2026-06-08 23:59"),
        ("2026-06-01 23:59", 1, "calendar_days", "2026-06-02 23:59"),
    ],
)
def test_a_deadline_counts_in_the_unit_that_was_asked_for(
    start: str, n: int, unit: str, due: str
) -> None:
    deadline = calendar.add(at(start), n, unit)
    assert local(deadline.at) == due
    assert not deadline.provisional


def test_late_in_december_a_deadline_is_counted_by_the_week_and_marked_provisional() -> None:
    deadline = calendar.add(at("2026-12-31 15:00"), 2, "work_days")
    assert local(deadline.at) == "2027-01-04 18:00"
    assert deadline.provisional
    assert not calendar.add(at("2026-12-31 15:00"), 24, "hours").provisional


def test_make_up_saturdays_are_working_days_and_holidays_are_not() -> None:
    assert local(calendar.add(at("2026-02-13 15:00"), 1, "work_days").at) == "2026-02-14 18:00"
    assert local(calendar.add(at("2026-09-30 15:00"), 1, "work_days").at) == "2026-10-08 18:00"
    assert local(calendar.add(at("2026-10-09 15:00"), 1, "work_days").at) == "2026-10-10 18:00"


def test_a_company_s_own_days_win_and_others_do_not_notice(announce: Announce) -> None:
    announce(calendar="shenzhen", day="2026-10-08", kind="rest", source="company", name="厂庆")
    announce(calendar="shenzhen", day="2026-10-01", kind="working", source="company")
    start = at("2026-09-30 17:30")
    assert local(calendar.add(start, 1, "work_days", "shenzhen").at) == "2026-10-01 18:00"
    assert local(calendar.add(start, 2, "work_days", "shenzhen").at) == "2026-10-09 18:00"
    assert local(calendar.add(start, 1, "work_days").at) == "2026-10-08 18:00"


def test_a_year_that_is_announced_later_is_certain_from_then_on(announce: Announce) -> None:
    assert calendar.add(at("2027-01-01 09:00"), 1, "work_days").provisional
    announce(day="2027-01-01", kind="statutory", name="元旦")
    assert not calendar.add(at("2027-01-01 09:00"), 1, "work_days").provisional


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        ("2026-06-01 07:59", "2026-06-01 08:00"),
        ("2026-06-01 08:00", "2026-06-01 08:00"),
        ("2026-06-01 21:00", "2026-06-01 21:00"),
        ("2026-06-01 21:01", "2026-06-02 08:00"),
        ("2026-06-02 00:30", "2026-06-02 08:00"),
    ],
)
def test_nobody_is_written_to_at_night(moment: str, written: str) -> None:
    assert local(calendar.quiet(at(moment))) == written


def test_the_shipped_days_are_those_of_the_package() -> None:
    shipped = json.loads(calendar_days.FILE.read_text(encoding="utf-8"))
    assert [tuple(row) for row in shipped] == rows()
    assert CalendarDay.objects.filter(calendar="cn").count() == len(shipped)


def test_a_deadline_asks_no_database_once_the_days_are_known(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    calendar.add(at("2026-09-30 17:30"), 24, "work_hours")
    with django_assert_num_queries(0):
        calendar.add(at("2026-09-30 17:30"), 24, "work_hours")
