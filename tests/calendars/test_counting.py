"""Shifts, weeks and overrides; and what holds of every deadline, whatever the calendar."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from lizhi.common import calendar, calendar_days
from lizhi.common.clock import SHANGHAI
from lizhi.common.models import Calendar, CalendarDay

pytestmark = pytest.mark.django_db
NOON = {"noon_from": dt.time(12), "noon_to": dt.time(13, 30)}


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def local(moment: dt.datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


@pytest.fixture
def plant() -> Calendar:
    """Six days a week, eight to half past five, with a break at noon; closed on one Tuesday."""
    made = Calendar.objects.create(
        code="plant",
        title="苏州工厂",
        week="1111110",
        opens=dt.time(8),
        closes=dt.time(17, 30),
        **NOON,
    )
    CalendarDay.objects.create(calendar="plant", day="2026-12-01", kind="rest", name="厂休")
    CalendarDay.objects.create(calendar="plant", day="2026-10-03", kind="working", name="加班")
    return made


@pytest.mark.parametrize(
    ("start", "n", "unit", "due"),
    [
        ("2026-11-27 16:00", 24, "hours", "2026-11-28 16:00"),  # a Friday
        ("2026-11-27 16:00", 1, "work_days", "2026-11-28 17:30"),  # Saturday is a working day here
        ("2026-11-27 16:00", 2, "work_hours", "2026-11-28 08:30"),
        ("2026-11-27 11:00", 2, "work_hours", "2026-11-27 14:30"),  # over noon
        ("2026-11-27 12:15", 1, "work_hours", "2026-11-27 14:30"),  # inside the break
        ("2026-11-30 10:00", 1, "work_days", "2026-12-02 17:30"),  # the plant is closed on Tuesday
        ("2026-11-30 16:30", 2, "work_hours", "2026-12-02 09:00"),
        ("2026-10-02 10:00", 1, "work_days", "2026-10-03 17:30"),  # its own day beats the holiday
        ("2026-10-10 10:00", 1, "work_days", "2026-10-12 17:30"),  # a make-up Saturday, then Monday
    ],
)
def test_a_plant_counts_by_its_own_week_shift_and_days(
    plant: Calendar, start: str, n: int, unit: str, due: str
) -> None:
    deadline = calendar.add(at(start), n, unit, "plant")
    assert (local(deadline.at), deadline.provisional) == (due, False)


def test_a_calendar_that_nobody_knows_counts_as_the_official_one() -> None:
    start = at("2026-11-27 16:00")
    assert calendar.add(start, 24, "work_hours", "gone") == calendar.add(start, 24, "work_hours")


@pytest.mark.parametrize("year", [2027, 2030])
def test_a_year_that_was_not_announced_is_guessed_and_never_fails(
    plant: Calendar, year: int
) -> None:
    for name in ("cn", "plant"):
        for unit in ("work_days", "work_hours"):
            deadline = calendar.add(at(f"{year}-06-01 10:00"), 30, unit, name)
            assert deadline.provisional
            assert deadline.at > at(f"{year}-06-01 10:00")


moments = some.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: at("2025-01-01 00:00") + dt.timedelta(minutes=minutes)
)
units = some.sampled_from(sorted(calendar.UNITS))
calendars = some.sampled_from(["cn", "plant"])
quick = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@quick
@given(moments, some.integers(0, 60), units, calendars)
def test_no_deadline_lies_before_its_start_and_more_is_never_earlier(
    plant: Calendar, start: dt.datetime, n: int, unit: str, name: str
) -> None:
    first = calendar.add(start, n, unit, name).at
    assert first >= start
    assert calendar.add(start, n + 1, unit, name).at >= first


@quick
@given(moments, some.integers(0, 2_000), some.integers(0, 60), units, calendars)
def test_whoever_starts_later_is_never_due_earlier(
    plant: Calendar, start: dt.datetime, minutes: int, n: int, unit: str, name: str
) -> None:
    later = start + dt.timedelta(minutes=minutes)
    assert calendar.add(later, n, unit, name).at >= calendar.add(start, n, unit, name).at


@quick
@given(moments, some.integers(1, 60), calendars)
def test_working_time_ends_inside_a_shift_on_a_working_day(
    plant: Calendar, start: dt.datetime, n: int, name: str
) -> None:
    ends = calendar.add(start, n, "work_hours", name).at.astimezone(SHANGHAI)
    days = calendar_days.of(name)
    assert days.look(ends.date())[0]
    assert any(opens <= ends.time() <= closes for opens, closes in days.spans)
