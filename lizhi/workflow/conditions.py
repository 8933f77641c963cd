"""Conditions of branches: a small language that HR can fill in, and nothing more can be said in it.

`{"field": …, "op": …, "value": …}`, joined by `{"all": […]}` and `{"any": […]}`; none always holds.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "in": lambda value, choices: value in choices,
    "not in": lambda value, choices: value not in choices,
    "there": lambda value, _true: value is not None,
    "not there": lambda value, _true: value is None,
}


def holds(when: Any, facts: Mapping[str, Any]) -> bool:
    """Whether the condition is true; comparing what is missing, or of another kind, is false."""
    if when is None:
        return True
    if "all" in when:
        return all(holds(part, facts) for part in when["all"])
    if "any" in when:
        return any(holds(part, facts) for part in when["any"])
    try:
        return bool(OPERATORS[when["op"]](facts.get(when["field"]), when["value"]))
    except TypeError:
        return False


def fields(when: Any) -> Iterator[str]:
    """The names that a condition asks about."""
    if when is None:
        return
    for part in [*when.get("all", ()), *when.get("any", ())]:
        yield from fields(part)
    if "field" in when:
        yield when["field"]
