"""Wherever the machine stands, a deadline is counted in China, where every branch has one time."""

import datetime as dt
import time
from collections.abc import Iterator

import pytest

from lizhi.common import calendar, clock
from lizhi.common.clock import SHANGHAI
from lizhi.common.models import Calendar, CalendarDay

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=["America/New_York", "UTC", "Asia/Urumqi", "Asia/Shanghai"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own time zone, as the process sees it."""
    with monkeypatch.context() as place:
        place.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def shop(db: None) -> Calendar:
    """A branch in Urumqi: six days, ten to eight, two hours of rest, closed on one Saturday."""
    made = Calendar.objects.create(
        code="shop",
        title="乌鲁木齐",
        week="1111110",
        opens=dt.time(10),
        closes=dt.time(20),
        noon_from=dt.time(14),
        noon_to=dt.time(16),
    )
    CalendarDay.objects.create(calendar="shop", day="2026-11-28", kind="rest", name="盘点")
    return made


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(dt.UTC)


def local(moment: dt.datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("n", "unit", "official", "own"),
    [
        (24, "hours", "2026-11-28 16:00", "2026-11-28 16:00"),
        (1, "work_days", "2026-11-30 18:00", "2026-11-30 20:00"),  # the shop counts its stock
        (24, "work_hours", "2026-12-02 13:00", "2026-12-02 14:00"),  # nine a day, or eight
    ],
)
def test_friday_afternoon_has_three_answers_for_each_calendar(
    shop: Calendar, n: int, unit: str, official: str, own: str
) -> None:
    friday = at("2026-11-27 16:00")
    assert local(calendar.add(friday, n, unit).at) == official
    assert local(calendar.add(friday, n, unit, "shop").at) == own


@pytest.mark.parametrize(
    ("start", "n", "unit", "due"),
    [
        ("2024-02-28 23:59", 1, "calendar_days", "2024-02-29 23:59"),  # a leap day
        ("2024-02-29 00:00", 1, "calendar_days", "2024-03-01 23:59"),
        ("2026-02-28 23:59", 1, "calendar_days", "2026-03-01 23:59"),
        ("2024-02-28 12:00", 24, "hours", "2024-02-29 12:00"),
        ("2025-12-31 23:59", 1, "calendar_days", "2026-01-01 23:59"),  # the end of a year
        ("2025-12-31 23:59", 1, "work_days", "2026-01-04 18:00"),  # a Sunday on which people work
        ("2026-01-01 00:00", 30, "calendar_days", "2026-01-31 23:59"),
        ("2026-06-02 00:00", 1, "work_days", "2026-06-03 18:00"),  # midnight begins this day
        ("2026-06-01 23:59", 1, "work_days", "2026-06-02 18:00"),
        ("2026-06-01 07:30", 1, "calendar_days", "2026-06-02 23:59"),  # in UTC it is still May
    ],
)
def test_a_day_begins_at_midnight_in_china(start: str, n: int, unit: str, due: str) -> None:
    assert local(calendar.add(at(start), n, unit).at) == due


def test_today_and_the_quiet_hours_are_those_of_china() -> None:
    with clock.at(at("2026-06-01 00:01")):
        assert clock.today() == dt.date(2026, 6, 1)
    with clock.at(at("2026-05-31 23:59")):
        assert clock.today() == dt.date(2026, 5, 31)
    assert local(calendar.quiet(at("2026-06-01 23:30"))) == "2026-06-02 08:00"
    assert local(calendar.quiet(at("2026-06-01 08:00"))) == "2026-06-01 08:00"
