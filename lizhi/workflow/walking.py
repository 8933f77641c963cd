"""The whole engine in four rules, over the set of steps that a case stands at. Plain Python.

Enter a leaf: stand there. Enter a block: enter every branch that holds (of `choose` the first), and
only *then* ask whether the block is finished already. Leave: go on to what follows; at the end of a
branch leave its block only if nothing inside it stands. Jump: give up everything that stands in the
target's own sequence, nested blocks included, and nothing beside it, then enter the target. End:
give up everything.
"""

from collections.abc import Callable
from typing import Any

from lizhi.workflow.tree import Step, Tree

COMPLETED = "completed"


class Walk:
    """One move: where the case stands afterwards, and what was entered and given up on the way."""

    def __init__(
        self,
        tree: Tree,
        standing: set[str],
        *,
        holds: Callable[[Any], bool],
        passes: Callable[[Step], bool],
    ) -> None:
        """`holds` answers a condition; `passes` is true for a leaf at which nobody stops."""
        self.tree = tree
        self.standing = set(standing)
        self.entered: list[str] = []
        self.passed: set[str] = set()
        self.given_up: list[str] = []
        self.outcome: str | None = None
        self._holds, self._passes = holds, passes
        self._being_entered: set[str] = set()

    def begin(self) -> None:
        """Enter the first step."""
        if self.tree.first is None:
            self.end(COMPLETED)
        else:
            self._enter(self.tree.first)

    def leave(self, key: str) -> None:
        """The case does not stand here any more; it goes on to what follows."""
        self.standing.discard(key)
        while True:
            following, block = self.tree.following[key], self.tree.block[key]
            if following is not None:
                self._enter(following)
                return
            if block is None:
                self.end(COMPLETED)
                return
            if self._goes_on(block):
                return
            key = block

    def jump(self, key: str, target: str, *, out_of: str | None = None) -> None:
        """Back (or forward) to a step of the same or an enclosing sequence.

        `out_of`: a block around the target that the case has left; what follows it comes once more.
        """
        self.standing.discard(key)
        row = self.tree.rows[self.tree.row[out_of or target]]
        self.given_up += sorted(self.standing & row)
        self.standing -= row
        self._enter(target)

    def stands_only_in(self, block: str) -> bool:
        """Whether all that stands in the row of this block stands inside it, and something does."""
        here = self.standing & self.tree.rows[self.tree.row[block]]
        return bool(here) and here <= self.tree.inside(block)

    def end(self, outcome: str) -> None:
        """Nothing is open any more."""
        self.given_up += sorted(self.standing - set(self.entered))
        self.standing.clear()
        self.outcome = outcome

    def _goes_on(self, block: str) -> bool:
        if self.tree.steps[block]["kind"] == "choose":
            return False
        return block in self._being_entered or bool(self.standing & self.tree.inside(block))

    def _enter(self, key: str) -> None:
        step = self.tree.steps[key]
        if step["kind"] == "end":
            self.end(step["outcome"])
        elif "branches" in step:
            self._enter_block(key, step)
        elif self._passes(step):
            self.entered.append(key)
            self.passed.add(key)
            self.leave(key)
        else:
            self.entered.append(key)
            self.standing.add(key)

    def _enter_block(self, key: str, step: Step) -> None:
        branches = [branch for branch in step["branches"] if self._holds(branch.get("when"))]
        if step["kind"] == "choose":
            branches = branches[:1]
        firsts = [branch["steps"][0]["id"] for branch in branches if branch["steps"]]
        if step["kind"] == "choose" and firsts:
            self._enter(firsts[0])
            return
        self._being_entered.add(key)
        for first in firsts:
            if self.outcome is None:
                self._enter(first)
        self._being_entered.discard(key)
        if self.outcome is None and not self.standing & self.tree.inside(key):
            self.leave(key)
