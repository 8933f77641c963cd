"""The shipped process, and what somebody may have made of it."""

import copy
from collections.abc import Callable
from typing import Any

from lizhi.offboarding import definitions
from lizhi.offboarding.ways import WAYS
from lizhi.workflow.tree import walk

Step = dict[str, Any]
Body = dict[str, Any]
LEGAL = "legal_review"


def shipped(way: str = "resignation") -> Body:
    """A fresh copy of the process for this way of ending."""
    return copy.deepcopy(definitions.shipped(WAYS[way].flow))


def changed(*changes: Callable[[Body], object], way: str = "resignation") -> Body:
    """The shipped process for this way after these changes."""
    body = shipped(way)
    for change in changes:
        change(body)
    return body


def step(body: Body, key: str) -> Step:
    """The step with this id."""
    return next(one for one in walk(body["steps"]) if one["id"] == key)


def branch(body: Body, name: str) -> list[Step]:
    """The steps of the branch with this name: 手续 or 到期 of the shipped process."""
    for one in walk(body["steps"]):
        for each in one.get("branches", ()):
            if each.get("name") == name:
                steps: list[Step] = each["steps"]
                return steps
    raise LookupError(name)


def hours(n: int) -> Step:
    """A span."""
    return {"n": n, "unit": "hours"}


def close(after: Step, outcome: str = "closed_by_time", **more: Any) -> Step:
    """An end by time."""
    return {"after": after, "action": "close", "outcome": outcome, **more}


def review(key: str = LEGAL, **more: Any) -> Step:
    """法务复核, as HR would add it: with an end by time."""
    return {
        "id": key,
        "kind": "approval",
        "name": "法务复核",
        "owner": "group_hr",
        "escalate": [close(hours(48)), close(hours(1), **{"from": "contract_end"})],
        **more,
    }
