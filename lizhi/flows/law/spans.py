"""How long a step can last when everybody is silent."""

import math
from typing import Any

from lizhi.flows.checks.dates import dates
from lizhi.workflow.tree import Step

DAY = 24
HOLIDAYS = 10
"""Days off in a row are fewer than this."""


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


def _hours(span: dict[str, Any]) -> float:
    n, unit = span["n"], span["unit"]
    if unit == "hours":
        return float(n)
    if unit == "calendar_days":
        return float((n + 1) * DAY)  # a day counts from the next one to its last minute
    days = math.ceil(n / 8) if unit == "work_hours" else n
    return float((2 * days + HOLIDAYS) * DAY) if days else 0.0
