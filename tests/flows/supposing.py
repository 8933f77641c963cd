"""Scenarios, and the process that is shipped."""

import datetime as dt
from typing import Any

from lizhi.common import clock
from lizhi.flows import simulation
from lizhi.flows.simulation import Result, Scenario, reading
from lizhi.flows.simulation.result import Row
from lizhi.offboarding import definitions

MONDAY_EVENING = "2026-11-23 20:14"
TROUBLE: dict[str, Any] = {
    "acknowledgement": {"late_days": 1},
    "handover": {"disputes": 2, "mends_after_days": 2},
}


def body() -> dict[str, Any]:
    """The process that is shipped, to be changed at will."""
    return definitions.shipped(definitions.REMOTE_RESIGNATION)


def scenario(**values: Any) -> Scenario:
    """Monday evening somebody resigns; the rest as given."""
    return reading.read({"arrives": MONDAY_EVENING, **values}, now=clock.now())


def played(steps: dict[str, Any] | None = None, **values: Any) -> Result:
    """What comes of the shipped process when people do so."""
    values.setdefault("wished_day", "2026-11-27")
    return simulation.play(body(), scenario(steps=steps or {}, **values))


def row(result: Result, step: str) -> Row:
    """The line of this step in the picture."""
    return next(one for one in result.rows if one.step == step)


def china(moment: dt.datetime | None) -> str:
    """A moment as a clock in China shows it: 2026-11-23 20:14."""
    return f"{clock.local(moment):%Y-%m-%d %H:%M}" if moment else ""
