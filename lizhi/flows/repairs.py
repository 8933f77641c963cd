"""What one click puts right in a draft: functions from a body to a body, called by name.

Nothing here reads the database. A repair is small enough for the hidden fields of a form: its name
and a few short texts; `apply` answers a new body and leaves the old one as it was.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lizhi.flows import rearranging
from lizhi.workflow.tree import Step, walk

Body = dict[str, Any]
BY_TIME = "closed_by_time"
CALLED_OFF = "called_off"


@dataclass(frozen=True)
class Repair:
    """One repair: which, with what, and what its button says."""

    name: str
    words: str = field(compare=False)
    values: dict[str, str] = field(default_factory=dict, hash=False)

    def as_json(self) -> dict[str, Any]:
        """Which it is and with what."""
        return {"name": self.name, "values": self.values}


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
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, StopIteration):
        return copy.deepcopy(body)
    return changed


def _step(body: Body, key: str) -> Step:
    return next(step for step in walk(body["steps"]) if step["id"] == key)


def add_end_by_time(body: Body, step: str) -> None:
    """After a week nobody is waited for any more."""
    rule = {"after": {"n": 7, "unit": "calendar_days"}, "action": "close", "outcome": BY_TIME}
    _step(body, step).setdefault("escalate", []).append(rule)


def end_settlement(body: Body, step: str) -> None:
    """Finance has thirty days after the end of the contract, and is not passed over before."""
    mine = _step(body, step)
    rules = mine.get("escalate", [])
    named = [rule["outcome"] for rule in rules if rule["action"] == "close" and "outcome" in rule]
    rule = {"after": {"n": 30, "unit": "calendar_days"}, "from": "contract_end", "action": "close"}
    rest = [one for one in rules if one["action"] != "close"]
    mine["escalate"] = [*rest, {**rule, "outcome": named[0] if named else "not_settled"}]


def say_nothing(body: Body, step: str, answer: str) -> None:
    """What time ends is called so, and no more is said in anybody's name."""
    for rule in _step(body, step).get("escalate", ()):
        if rule["action"] == "close" and rule.get("outcome") == answer:
            rule["outcome"] = BY_TIME


def call_off(body: Body, step: str, answer: str = "") -> None:
    """The case ends here, and the employment goes on."""
    mine = _step(body, step)
    if answer:
        mine.setdefault("on", {})[answer] = f"end:{CALLED_OFF}"
    else:
        mine["outcome"] = CALLED_OFF


def give_to(body: Body, step: str, owner: str) -> None:
    """This owner has the step, and nobody instead of him or beside him."""
    mine = _step(body, step)
    mine["owner"] = owner
    mine.pop("on_empty_owner", None)
    handed = ("add", "reassign")
    mine["escalate"] = [one for one in mine.get("escalate", ()) if one["action"] not in handed]


def hand_over(body: Body, step: str) -> None:
    """Whoever would have joined whoever is silent has the step instead."""
    for rule in _step(body, step).get("escalate", ()):
        if rule["action"] == "add":
            rule["action"] = "reassign"


def end_with_contract(body: Body, step: str) -> None:
    """Two hours into the day on which the contract ends, nobody is waited for any more.

    No more, for all steps before the settlement share that one day.
    """
    mine = _step(body, step)
    rules = mine.setdefault("escalate", [])
    named = [rule["outcome"] for rule in rules if rule["action"] == "close" and "outcome" in rule]
    rule = {"after": {"n": 2, "unit": "hours"}, "from": "contract_end", "action": "close"}
    rules.append({**rule, "outcome": named[0] if named else BY_TIME})


def set_fallback(body: Body, step: str, owner: str) -> None:
    """Who has the step when its owner is nobody."""
    _step(body, step)["on_empty_owner"] = owner


def drop_route(body: Body, step: str, answer: str) -> None:
    """The answer leads on, to what follows."""
    mine = _step(body, step)
    del mine["on"][answer]
    if not mine["on"]:
        del mine["on"]


def drop_answer(body: Body, step: str, answer: str) -> None:
    """Nobody can answer this any more; where no answer is left, the usual one remains."""
    mine = _step(body, step)
    for part in ("on", "labels"):
        mine.get(part, {}).pop(answer, None)
        if not mine.get(part, True):
            del mine[part]
    left = [one for one in mine.get("outcomes", ()) if one != answer]
    mine.pop("outcomes", None)
    if left:
        mine["outcomes"] = left


def add_way_on(body: Body, step: str) -> None:
    """One answer more, which leads on."""
    mine = _step(body, step)
    mine.setdefault("outcomes", list(mine.get("on", {}))).append("done")


def wait_for_end(body: Body, step: str) -> None:
    """Wait for the day that every case has."""
    _step(body, step)["until"] = "contract_end"


REPAIRS: dict[str, Callable[..., None]] = {
    "add_end_by_time": add_end_by_time,
    "add_way_on": add_way_on,
    "call_off": call_off,
    "drop_answer": drop_answer,
    "drop_route": drop_route,
    "end_settlement": end_settlement,
    "end_with_contract": end_with_contract,
    "give_to": give_to,
    "hand_over": hand_over,
    "move_certificate": rearranging.move_certificate,
    "move_closing": rearranging.move_closing,
    "remove_step": rearranging.remove_step,
    "say_nothing": say_nothing,
    "set_fallback": set_fallback,
    "wait_for_end": wait_for_end,
}
"""Each changes the body that it is handed."""
