"""A definition is a tree of steps. Plain Python, told nothing about rows or the clock."""

from collections.abc import Iterator
from typing import Any

Step = dict[str, Any]

BLOCKS = frozenset({"parallel", "choose"})
FOR_PEOPLE = frozenset({"task", "approval", "sign"})
LEAVES = FOR_PEOPLE | {"auto", "notify", "wait"}
MACHINE = frozenset({"auto", "wait"})
KINDS = BLOCKS | LEAVES | {"end"}


def walk(steps: list[Step]) -> Iterator[Step]:
    """Every step, blocks before what is in them."""
    for step in steps:
        yield step
        for branch in step.get("branches", ()):
            yield from walk(branch["steps"])


class Tree:
    """The tree with the questions answered once: what follows, what encloses, what lies inside."""

    def __init__(self, body: Step) -> None:
        self.steps: dict[str, Step] = {}
        self.following: dict[str, str | None] = {}
        self.block: dict[str, str | None] = {}
        self.row: dict[str, int] = {}
        self.rows: list[set[str]] = []
        """The ids of each sequence, those of its nested blocks included."""
        self.first = self._add(body["steps"], None, ())
        self.until: str | None = body.get("withdraw", {}).get("until")
        """The step behind which the case cannot be withdrawn any more."""

    def _add(self, steps: list[Step], block: str | None, outer: tuple[int, ...]) -> str | None:
        me = len(self.rows)
        self.rows.append(set())
        chain = (*outer, me)
        ids = [step["id"] for step in steps]
        for step, following in zip(steps, [*ids[1:], None], strict=False):
            key = step["id"]
            self.steps[key], self.following[key] = step, following
            self.block[key], self.row[key] = block, me
            for row in chain:
                self.rows[row].add(key)
            for branch in step.get("branches", ()):
                self._add(branch["steps"], key, chain)
        return ids[0] if ids else None

    def inside(self, block: str) -> set[str]:
        """Everything below this block."""
        branches = self.steps[block].get("branches", ())
        return {step["id"] for branch in branches for step in walk(branch["steps"])}

    def around(self, key: str) -> list[str]:
        """The blocks that enclose a step, the nearest first."""
        found: list[str] = []
        block = self.block[key]
        while block is not None:
            found.append(block)
            block = self.block[block]
        return found

    def behind(self, key: str) -> set[str]:
        """What follows it in its own sequence, and everything in that."""
        found: set[str] = set()
        following = self.following[key]
        while following is not None:
            found |= {following, *self.inside(following)}
            following = self.following[following]
        return found
