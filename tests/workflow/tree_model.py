"""An independent model of the flow: a tree of activations, no rows and no set of open steps."""

from collections.abc import Callable
from typing import Any

Step = dict[str, Any]


class Ended(Exception):
    """An end was reached, however deep."""


class Sequence:
    """One sequence of steps under way: it stands at one of them, which may hold sequences again."""

    def __init__(
        self, steps: list[Step], data: dict[str, Any], passes: Callable[[Step], bool]
    ) -> None:
        self.steps, self.data, self.passes = steps, data, passes
        self.at = -1
        self.children: list[Sequence] | None = None
        self.done = False
        self._go_to(0)

    def _go_to(self, place: int) -> None:
        while place < len(self.steps):
            self.at = place
            step = self.steps[place]
            if step["kind"] == "end":
                raise Ended(step["outcome"])
            if step["kind"] in {"parallel", "choose"}:
                self.children = [self._child(branch) for branch in self._chosen(step)]
                if not all(child.done for child in self.children):
                    return
            elif not self.passes(step):
                self.children = None
                return
            place += 1
        self.done, self.children = True, None

    def _child(self, branch: Step) -> "Sequence":
        return Sequence(branch["steps"], self.data, self.passes)

    def _chosen(self, step: Step) -> list[Step]:
        holding = [branch for branch in step["branches"] if self._holds(branch.get("when"))]
        return holding[:1] if step["kind"] == "choose" else holding

    def _holds(self, when: Step | None) -> bool:
        if when is None:
            return True
        value = self.data["a"]
        return bool(value < when["value"] if when["op"] == "<" else value >= when["value"])

    @classmethod
    def standing(
        cls, steps: list[Step], data: dict[str, Any], passes: Callable[[Step], bool], at: set[str]
    ) -> "Sequence":
        """One that is under way already: it stands at these of its steps, and has passed the rest.

        That it stands under one step only, and in one alternative of a choice, is asserted.
        """
        made = cls([], data, passes)
        made.steps = steps
        under = [n for n, step in enumerate(steps) if at & _within(step)]
        assert len(under) < 2, "two steps of one sequence are under way"
        made.done = not under
        if under:
            made.at = under[0]
            step = steps[made.at]
            branches = step.get("branches", [])
            made.children = [cls.standing(one["steps"], data, passes, at) for one in branches]
            if step["kind"] == "choose":
                made.children = [child for child in made.children if not child.done]
                assert len(made.children) == 1, "two alternatives are under way"
            if step["kind"] not in {"choose", "parallel"}:
                made.children = None
        return made

    def open(self) -> list[str]:
        """The ids of the steps that it stands at."""
        if self.done:
            return []
        if self.children is None:
            return [self.steps[self.at]["id"]]
        return [key for child in self.children for key in child.open()]

    def leave(self, key: str, target: str | None) -> str | None:
        """Leave this step; the answer is a target that an enclosing sequence has to go to."""
        if self.children is None:
            if target is None:
                self._go_to(self.at + 1)
                return None
            return self._jump(target)
        child = next(child for child in self.children if key in child.open())
        outward = child.leave(key, target)
        if outward is not None:
            return self._jump(outward)
        if all(child.done for child in self.children):
            self._go_to(self.at + 1)
        return None

    def _jump(self, target: str) -> str | None:
        ids = [step["id"] for step in self.steps]
        if target not in ids:
            return target
        self._go_to(ids.index(target))
        return None


class Panel:
    """How many are asked at one visit of a step, and what they have said so far."""

    def __init__(self, step: Step, asked: int) -> None:
        self.mode, self.votes, self.asked = step.get("mode", "any"), step.get("votes"), asked
        self.good = self.bad = 0

    def answer(self, against: bool) -> bool | None:
        """Somebody has answered: whether the step is left for good, against it, or not yet."""
        self.good, self.bad = self.good + (not against), self.bad + against
        if self.mode == "any":
            return not against
        if self.mode == "vote":
            needed = min(self.votes or self.asked // 2 + 1, self.asked)
            if self.good == needed:
                return True
            return False if self.asked - self.bad < needed else None
        if against:
            return False
        return True if self.good == self.asked else None


def _within(step: Step) -> set[str]:
    """This step and all that is in it."""
    inner = [one for branch in step.get("branches", ()) for one in branch["steps"]]
    return {step["id"]}.union(*(_within(one) for one in inner))


class Model:
    """A case on its way through these steps."""

    def __init__(
        self, steps: list[Step], data: dict[str, Any], passes: Callable[[Step], bool]
    ) -> None:
        self.outcome: str | None = None
        self.sequence: Sequence | None = None
        try:
            self.sequence = Sequence(steps, data, passes)
            self._look()
        except Ended as end:
            self.outcome = str(end)

    @classmethod
    def standing(
        cls, steps: list[Step], data: dict[str, Any], passes: Callable[[Step], bool], at: set[str]
    ) -> "Model":
        """A case that stands at these steps already."""
        made = cls([], data, passes)
        made.outcome = None
        made.sequence = Sequence.standing(steps, data, passes, at)
        return made

    def _look(self) -> None:
        if self.sequence is not None and self.sequence.done:
            self.outcome = "completed"

    def open(self) -> set[str]:
        """Where it stands."""
        if self.outcome is not None or self.sequence is None:
            return set()
        return set(self.sequence.open())

    def leave(self, key: str, target: str | None = None) -> None:
        """Somebody, or time, has done this step."""
        assert self.sequence is not None
        try:
            self.sequence.leave(key, target)
            self._look()
        except Ended as end:
            self.outcome = str(end)
