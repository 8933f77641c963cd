"""Processes drawn at random: every kind of step, nested blocks, conditions, ways back."""

import random
from typing import Any, Protocol

from hypothesis import strategies as st

Step = dict[str, Any]
DEEP = 2
FIRST = {
    "id": "n0",
    "kind": "task",
    "owner": "wang",
    "fields": [{"key": "a", "type": "number"}],
}
LEAVES = ["task", "task", "task", "auto", "notify", "past", "future"]
"""`past` and `future` are waits for a day that has come, and for one that has not."""


class Dice(Protocol):
    """Where chance comes from."""

    def number(self, least: int, most: int) -> int:
        """One of these, both included."""

    def one_of(self, things: list[Any]) -> Any:
        """Any of these."""

    def yes(self) -> bool:
        """Half of the time."""


class Drawn:
    """Hypothesis draws, and makes an example smaller that fails."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def one_of(self, things: list[Any]) -> Any:
        return self.draw(st.sampled_from(things))

    def yes(self) -> bool:
        return self.draw(st.booleans())


class Rolled:
    """A seed decides: the same seed, the same process."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311  nothing secret

    def number(self, least: int, most: int) -> int:
        return self.chance.randint(least, most)

    def one_of(self, things: list[Any]) -> Any:
        return self.chance.choice(things)

    def yes(self) -> bool:
        return self.chance.random() < 0.5


@st.composite
def processes(draw: st.DrawFn) -> list[Step]:
    """A first step that asks for a number, then anything."""
    return process(Drawn(draw))


def process(dice: Dice) -> list[Step]:
    """The same, by any kind of chance."""
    drawing = _Drawing(dice)
    return [dict(FIRST), *drawing.steps(0, ["n0"])]


class _Drawing:
    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.count = 0

    def steps(self, depth: int, before: list[str]) -> list[Step]:
        found: list[Step] = []
        least, most = (3, 5) if depth == 0 else (0, 3)
        for _ in range(self.dice.number(least, most)):
            step = self.step(depth, [*before, *(step["id"] for step in found)])
            found.append(step)
        if found and self.dice.number(0, 9) == 0:
            found.append({"id": self.name(), "kind": "end", "outcome": f"end_{self.count}"})
        return found

    def name(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def step(self, depth: int, before: list[str]) -> Step:
        kinds = [*LEAVES, "parallel", "parallel", "choose"] if depth < DEEP else LEAVES
        kind, key = self.dice.one_of(kinds), self.name()
        if kind == "task":
            return self.task(key, before)
        if kind in {"past", "future"}:
            until = "wished_day" if kind == "past" else "contract_end"
            return {"id": key, "kind": "wait", "until": until, "at": "09:00"}
        if kind == "notify":
            return {"id": key, "kind": "notify", "to": "li"}
        if kind == "auto":
            return {"id": key, "kind": "auto"}
        return {"id": key, "kind": kind, "branches": self.branches(kind, depth, before)}

    def task(self, key: str, before: list[str]) -> Step:
        step: Step = {
            "id": key,
            "kind": "task",
            "owner": self.dice.one_of(["wang", "both", "three"]),
            "mode": self.dice.one_of(["any", "all", "sequential", "vote"]),
        }
        if step["mode"] == "vote" and self.dice.yes():
            step["votes"] = self.dice.number(1, 4)
        if step["mode"] == "vote" or self.dice.yes():
            step["on"] = {"send_back": self.dice.one_of(before)}
        if self.dice.yes():
            after = {"n": self.dice.number(1, 60), "unit": "hours"}
            step["remind"] = [{"after": {"n": 24, "unit": "hours"}}]
            step["escalate"] = [{"after": after, "action": "close", "outcome": "by_time"}]
        return step

    def branches(self, kind: str, depth: int, before: list[str]) -> list[Step]:
        # An inner step may go back to what lies before the block, in any enclosing sequence.
        count = self.dice.number(1, 3)
        found: list[Step] = [{"steps": self.steps(depth + 1, before)} for _ in range(count)]
        for place, branch in enumerate(found):
            needs = kind == "choose" and place < count - 1
            may = kind == "parallel" and self.dice.yes()
            if needs or may:
                op = self.dice.one_of(["<", ">="])
                branch["when"] = {"field": "a", "op": op, "value": self.dice.number(0, 2)}
        return found
