"""What a list would change, before anybody loads it: nothing is written."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lizhi.calendars import recounting
from lizhi.calendars.reading import Read, Row
from lizhi.common import calendar_days
from lizhi.common.models import CalendarDay
from lizhi.offboarding import duties, step_names
from lizhi.offboarding.models import Duty

MOST = 50
"""Of moved times that are shown; all of them are counted."""


@dataclass(frozen=True)
class Difference:
    """One day whose kind is another one now; empty: a plain day of the week."""

    day: dt.date
    old: str
    new: str
    name: str


@dataclass(frozen=True)
class Time:
    """A time of a running case that moves."""

    case: str
    what: str
    old: dt.datetime | dt.date | None
    new: dt.datetime | dt.date | None


@dataclass(frozen=True)
class Trial:
    """All of it."""

    differences: list[Difference]
    times: list[Time]
    count: int
    is_new: bool
    """The year had no list so far, or has none any more."""


def differences(found: Read, year: int) -> list[Difference]:
    """Between the table and the list."""
    rows = CalendarDay.objects.filter(calendar=calendar_days.OFFICIAL, day__year=year)
    old = dict(rows.values_list("day", "kind"))
    names = {dt.date.fromisoformat(day): name for day, _kind, name in found.rows}
    new = found.kinds
    return [
        Difference(day, old.get(day, ""), new.get(day, ""), names.get(day, ""))
        for day in sorted(old.keys() | new.keys())
        if old.get(day) != new.get(day)
    ]


def of(found: Read, year: int) -> Trial:
    """Count with the list as if it were loaded."""
    is_new = year not in calendar_days.years()
    since = first_day(found, year, is_new=is_new)
    with calendar_days.supposing(found.kinds, year):
        times = [*_steps(since), *_duties(since)] if since else []
    return Trial(differences(found, year), times[:MOST], len(times), is_new)


def shipped(year: int) -> list[Row]:
    """The days of this year that came with the program: what counts without any list."""
    return [(str(day), str(kind), str(name)) for day, kind, name in calendar_days.shipped(year)]


def without(year: int) -> Trial:
    """Count as if the loaded list of this year were taken back."""
    found, since = Read(rows=shipped(year)), dt.date(year, 1, 1)
    changed = differences(found, year)
    with calendar_days.supposing(found.kinds, year):
        times = [*_steps(since), *_duties(since)]
    return Trial(changed, times[:MOST], len(times), not found.rows)


def first_day(found: Read, year: int, *, is_new: bool) -> dt.date | None:
    """From which day on times may move; None: the list says nothing new."""
    if is_new:
        return dt.date(year, 1, 1)
    changed = differences(found, year)
    return changed[0].day if changed else None


def _steps(since: dt.date) -> Iterable[Time]:
    for moves in recounting.foreseen(since=since):
        if moves.due != moves.run.due_at:
            name = step_names.of_run(moves.run)
            yield Time(moves.run.case.number, name, moves.run.due_at, moves.due)


def _duties(since: dt.date) -> Iterable[Time]:
    for duty in duties.on_working_days(since):
        due = duties.of_law(duty.case, "wages").day
        if due != duty.due:
            yield Time(duty.case.number, str(Duty.Kind.WAGES.label), duty.due, due)
