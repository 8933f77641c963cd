"""How long a step can last when everybody is silent."""

import math
from typing import Any

from lizhi.common.calendar_days import OFFICIAL
from lizhi.flows.checks.dates import dates
from lizhi.workflow.tree import Step

DAY = 24
HOLIDAYS = 10
"""Days off in a row are fewer than this."""
MOST_DAYS = 90
"""Nobody is waited for longer than this, counted from a day of `BY_THEN` or from the opening."""
BY_THEN = frozenset({"contract_end", "notice_end"})
"""Days that come at most some weeks after a case has begun, or with its end."""


def ends(step: Step) -> list[dict[str, Any]]:
    """The rules by which time ends this step for certain, whenever it opens.

    One that counts from a day which the case may never have does not; nor does one of no hours
    after a day: a step that opens later would never be ended by it.
    """
    certain = dates(certain=True)
    return [
        rule
        for rule in step.get("escalate", ())
        if rule["action"] == "close"
        and "outcome" in rule
        and ("from" not in rule or (rule["from"] in certain and rule["after"]["n"] > 0))
    ]


def longest(step: Step) -> float:
    """The most hours from its opening, or from the end of the contract where that comes later."""
    rules = [rule for rule in ends(step) if rule.get("from", "contract_end") == "contract_end"]
    return min((_hours(rule["after"]) for rule in rules), default=math.inf)


def bounded(step: Step) -> bool:
    """Whether everybody's silence here is over after three months at the latest."""
    rules = [rule for rule in ends(step) if rule.get("from", "contract_end") in BY_THEN]
    return any(_hours(rule["after"]) <= MOST_DAYS * DAY for rule in rules)


def soonest(span: dict[str, Any]) -> float:
    """The fewest hours that this can last: working time never passes faster than time."""
    return float(span["n"] * (1 if span["unit"] in {"hours", "work_hours"} else DAY))


def _hours(span: dict[str, Any]) -> float:
    n, unit = span["n"], span["unit"]
    if unit == "hours":
        return float(n)
    if unit == "calendar_days":
        return float((n + 1) * DAY)  # a day counts from the next one to its last minute
    if unit == "work_days" and n == 0:
        return float(DAY)  # to the end of this day's shift
    days = math.ceil(n / 8) if unit == "work_hours" else n
    # No hours of work at all may still be days away: they begin with the next shift.
    own = span.get("calendar", OFFICIAL) != OFFICIAL
    return float(((7 if own else 2) * days + HOLIDAYS) * DAY)
