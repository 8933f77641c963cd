"""Where a step stands, and what may not happen to what the law fixes."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.flows import locks
from lizhi.flows.checks import shapes
from lizhi.workflow.tree import Step, Tree

Body = dict[str, Any]
P = ParamSpec("P")
END = -1
"""The place behind all others."""


class CannotBeDone(Refused):
    """This change would leave no process, or take away what the law fixes."""

    code = "cannot_be_done"


@dataclass(frozen=True)
class Place:
    """A step in its sequence; `block` and `branch` say inside of what, `outer` where that is."""

    steps: list[Step]
    index: int
    block: Step | None = None
    branch: int = 0
    outer: "Place | None" = None

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.steps[self.index]

    def beside(self, distance: int) -> Step | None:
        """The step so many places further down; None beyond the ends."""
        at = self.index + distance
        return self.steps[at] if 0 <= at < len(self.steps) else None


def find(body: Body, key: str) -> Place:
    """The place of this step; somebody may have taken it away meanwhile."""
    found = _find(body["steps"], key, None, 0, None)
    if found is None:
        raise CannotBeDone(_("This step is not there any more."))
    return found


def _find(
    steps: list[Step], key: str, block: Step | None, branch: int, outer: Place | None
) -> Place | None:
    for index, step in enumerate(steps):
        here = Place(steps, index, block, branch, outer)
        if step["id"] == key:
            return here
        for number, inner in enumerate(step.get("branches", ())):
            if found := _find(inner["steps"], key, step, number, here):
                return found
    return None


def branch(body: Body, key: str, number: int) -> tuple[Step, dict[str, Any]]:
    """A block and one of its branches."""
    block = find(body, key).step
    branches = block.get("branches", [])
    if not 0 <= number < len(branches):
        raise CannotBeDone(_("This branch is not there any more."))
    return block, branches[number]


def put(body: Body, step: Step, block: str, number: int, index: int) -> None:
    """Write it in as the step of this index there; behind the last one where there are fewer."""
    steps = branch(body, block, number)[1]["steps"] if block else body["steps"]
    steps.insert(index if 0 <= index <= len(steps) else len(steps), step)


def change(edit: Callable[Concatenate[Body, P], None]) -> Callable[Concatenate[Body, P], Body]:
    """Make a function that writes into a body one that answers with another body, or refuses."""

    @wraps(edit)
    def changed(body: Body, /, *args: P.args, **kwargs: P.kwargs) -> Body:
        after: Body = copy.deepcopy(body)
        edit(after, *args, **kwargs)
        if found := shapes.problems(after):
            raise CannotBeDone(str(found[0]))
        _check_fixed(body, after)
        return after

    return changed


def _check_fixed(before: Body, after: Body) -> None:
    """The notice comes first, the sealing last, and the certificate waits for its day alone."""
    fixed = locks.of(before)
    first, last = before["steps"][0]["id"], before["steps"][-1]["id"]
    if fixed.get(first) == locks.NOTICE and after["steps"][0]["id"] != first:
        raise CannotBeDone(locks.NOTICE)
    if fixed.get(last) == locks.CLOSING and after["steps"][-1]["id"] != last:
        raise CannotBeDone(locks.CLOSING)
    old, new = Tree(before), Tree(after)
    for key, why in fixed.items():
        if key not in new.steps or old.block[key] != new.block[key]:
            raise CannotBeDone(why)
        if why == locks.CERTIFICATE and old.block[key] and _before(old, key) != _before(new, key):
            raise CannotBeDone(why)


def _before(tree: Tree, key: str) -> list[str]:
    """What has to be done in its own branch before it."""
    row = tree.rows[tree.row[key]]
    order = list(tree.steps)
    return [one for one in order[: order.index(key)] if one in row]
