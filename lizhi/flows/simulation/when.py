"""When somebody does what a step asks: in time, late, after a holiday, or never."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from lizhi.common import calendar
from lizhi.common.clock import SHANGHAI
from lizhi.flows.simulation.scenario import SOON, Behaviour
from lizhi.workflow.engine import moments

NINE = dt.time(9)
JUST_IN_TIME = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Move:
    """What somebody does next, and when."""

    at: dt.datetime
    do: Callable[[], None]


class Once(Move):
    """One that is offered again and again, and done once."""


def of(
    behaviour: Behaviour,
    *,
    opened: dt.datetime,
    due: dt.datetime | None,
    works: bool,
) -> dt.datetime | None:
    """None: never. `works` is true for whoever does it at work, on working days."""
    if behaviour.silent:
        return None
    found = _wanted(behaviour, opened, due, works=works)
    if behaviour.away_until:
        back = dt.datetime.combine(behaviour.away_until, NINE, SHANGHAI)
        found = max(found, back)
    return max(found, opened).astimezone(dt.UTC)


def awake(moment: dt.datetime, *, works: bool) -> dt.datetime:
    """Nobody does anything by night, and whoever works for the company not on a day off either."""
    if works:
        return calendar.add(moment, 0, "work_hours").at
    return calendar.quiet(moment)


def _wanted(
    behaviour: Behaviour, opened: dt.datetime, due: dt.datetime | None, *, works: bool
) -> dt.datetime:
    if behaviour.after is not None:
        return moments.after(behaviour.after, opened).at
    if behaviour.late_days is not None:
        return calendar.quiet((due or opened) + dt.timedelta(days=behaviour.late_days))
    soon = awake(moments.after(SOON, opened).at, works=works)
    if due is None or soon <= due - JUST_IN_TIME:
        return soon
    return max(due - JUST_IN_TIME, opened)
