"""What a case is owed on its way, so that no other version takes it from anybody. Plain Python.

As when HR leads a case by hand: what comes next may come later, but not never, and what the machine
has done is not done again.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lizhi.flows.meanings import AFTER, AUTOMATIC, Meaning, is_owed, of
from lizhi.flows.migrating.marking import is_ahead
from lizhi.workflow.tree import Tree

ALWAYS = frozenset({Meaning.WAGES, Meaning.CERTIFICATE})
"""Owed at every end, whatever either version says (工资支付暂行规定 9, 劳动合同法 50)."""
BEGINS = {**AFTER, "answer": "settlement"}
"""By the id of a step: the one with which that begins which this one ends."""


@dataclass(frozen=True)
class Crossing:
    """Two versions, where the case stands by the one it goes by, and what it has behind it."""

    old: Tree
    new: Tree
    open: AbstractSet[str]
    done: AbstractSet[str]

    def owed(self) -> frozenset[str]:
        """Steps that the case must still come to.

        A paper that the new version does without is not owed, unless somebody has begun it.
        """
        return frozenset({*self.always(), *self._to_come()})

    def twice(self, standing: set[str]) -> Iterator[str]:
        """What the machine has done already and would do once more from there."""
        for key in self.new.steps.keys() & AUTOMATIC.keys() & self.done:
            if not is_ahead(self.old, set(self.open), key) and is_ahead(self.new, standing, key):
                yield key

    def always(self) -> Iterator[str]:
        """What no condition and no choice of anybody keeps from the case."""
        for tree in (self.old, self.new):
            yield from (
                key
                for key, step in tree.steps.items()
                if of(step) in ALWAYS and key not in self.done
            )

    def _to_come(self) -> Iterator[str]:
        for key, step in self.old.steps.items():
            kept = key in self.new.steps or self._is_begun(key)
            if kept and is_owed(step) and is_ahead(self.old, set(self.open), key):
                yield key

    def _is_begun(self, key: str) -> bool:
        before = BEGINS.get(key)
        while before is not None:
            if before in self.open or before in self.done:
                return True
            before = BEGINS.get(before)
        return False
