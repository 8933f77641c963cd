"""What one click puts right in a draft: functions from a body to a body, called by name.

Nothing here reads the database. A repair is small enough for the hidden fields of a form: its name
and a few short texts; `apply` answers a new body and leaves the old one as it was.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Repair:
    """One repair: which, with what, and what its button says."""

    name: str
    words: str = field(compare=False)
    values: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Which it is and with what."""
        return {"name": self.name, "values": self.values}


REPAIRS: dict[str, Callable[..., None]] = {}
"""Each changes the body that it is handed."""


def apply(body: Body, name: str, values: dict[str, str]) -> Body:
    """The body after this repair; unchanged when there is no such repair or nothing to put right.

    What a page sends may be stale or made up: it never breaks.
    """
    changed: Body = copy.deepcopy(body)
    repair = REPAIRS.get(name)
    if repair is None:
        return changed
    try:
        repair(changed, **values)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return copy.deepcopy(body)
    return changed
