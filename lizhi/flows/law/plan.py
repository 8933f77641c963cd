"""A process laid out for the questions of the law: what stands before, beside and after what."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from lizhi.cases.models import Case
from lizhi.flows.meanings import Meaning, of
from lizhi.offboarding.ways import WAYS
from lizhi.workflow.tree import FOR_PEOPLE, Step, Tree, walk

ENDING = "end:"
Way = Case.Way
CALLED = {"recall_service": "served", "decision": "goes_on"}
DECIDING: dict[str, dict[str, str]] = {
    "arrival": {},
    "law": {},
    "signatures": {"signature": "signed"},
    "service": {"service": "served"},
}
"""By what makes an end certain: the step at which that happens, and the answer that says so."""

SET_AT_THE_START: dict[str, frozenset[str]] = {Way.UNREACHABLE: frozenset({"return_by"})}
"""Dates that whoever begins a case of this way has to name; nothing has ended before they come."""


class Plan:
    """The tree and its body, with the steps found by what they mean."""

    def __init__(self, body: Step, tree: Tree) -> None:
        self.body, self.tree = body, tree
        self.top: list[Step] = body["steps"]
        self.order = {key: place for place, key in enumerate(tree.steps)}

    @property
    def is_unilateral(self) -> bool:
        """Nothing that the company does or leaves undone keeps the employment from ending."""
        return not self.deciding

    @cached_property
    def deciding(self) -> dict[str, str]:
        """The steps that decide whether anything ends, each with the answer by which it does.

        None where it ends by the notice of whoever leaves, or because the day has come.
        """
        way = self.body["way"]
        before = CALLED if way == Way.UNREACHABLE else {}
        return {**before, **DECIDING[WAYS[way].binds]}

    @cached_property
    def undecided(self) -> frozenset[str]:
        """Steps at which nothing has ended yet: those that decide it, and what comes before."""
        known = [key for key in self.deciding if key in self.tree.steps]
        before = {step["id"] for key in known for step in self.precedes(key)}
        return frozenset({*known, *before})

    @property
    def own_dates(self) -> frozenset[str]:
        """Days besides the last one for which a case of this way may wait."""
        return SET_AT_THE_START.get(self.body["way"], frozenset())

    @property
    def steps(self) -> list[Step]:
        """All of them, as they stand in the list."""
        return list(self.tree.steps.values())

    @cached_property
    def people(self) -> list[Step]:
        """The steps that wait for a person."""
        return [step for step in self.steps if step["kind"] in FOR_PEOPLE]

    def meant(self, meaning: Meaning) -> list[Step]:
        """The steps that mean this."""
        return [step for step in self.steps if of(step) == meaning]

    @cached_property
    def certificate(self) -> Step | None:
        """The step that issues the certificate, when there is exactly one."""
        found = self.meant(Meaning.CERTIFICATE)
        return found[0] if len(found) == 1 else None

    def branch_around(self, key: str) -> list[tuple[Step, Step]]:
        """The blocks around a step with the branch in which it lies, the nearest first."""
        blocks = [self.tree.steps[block] for block in self.tree.around(key)]
        return [(block, _branch_of(block, key)) for block in blocks]

    def row_of(self, key: str) -> list[Step]:
        """The sequence in which a step stands."""
        around = self.branch_around(key)
        return around[0][1]["steps"] if around else self.top

    def earlier_in_row(self, key: str) -> list[Step]:
        """What stands before it in its own sequence."""
        row = self.row_of(key)
        return row[: [step["id"] for step in row].index(key)]

    def precedes(self, key: str) -> Iterator[Step]:
        """Everything that has to be done before a case can come to this step."""
        for one in [key, *self.tree.around(key)]:
            yield from walk(self.earlier_in_row(one))

    def is_after(self, key: str, other: str) -> bool:
        """Whether a case can stand at `key` only when `other` is behind it."""
        return any(step["id"] == other for step in self.precedes(key))

    def gives_up(self, target: str, key: str) -> bool:
        """Whether going to `target` takes away `key`, or brings it back once it is done."""
        here = self.tree.rows[self.tree.row[target]]
        return key in here and self.order[target] <= self.order[key]

    def routes(self) -> Iterator[tuple[Step, str, str]]:
        """Every answer that leads elsewhere than on: step, answer, target."""
        for step in self.people:
            for answer, target in step.get("on", {}).items():
                for one in [target] if isinstance(target, str) else target:
                    if one.startswith(ENDING) or one in self.tree.steps:
                        yield step, answer, one


def _branch_of(block: Step, key: str) -> dict[str, Any]:
    return next(
        branch
        for branch in block["branches"]
        if any(step["id"] == key for step in walk(branch["steps"]))
    )
