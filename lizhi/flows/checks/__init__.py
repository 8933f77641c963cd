"""What is wrong with a definition, in sentences for whoever draws it."""

from collections.abc import Iterable
from typing import Any

from lizhi.flows import law
from lizhi.flows.checks import ends, house, meaning, names, shapes
from lizhi.flows.checks.problem import Problem
from lizhi.workflow.tree import Tree


def problems(body: Any, earlier: Iterable[Any] = ()) -> list[Problem]:
    """Everything that keeps this body from being published; nothing when it is good.

    The shape comes first: what a broken one means is not asked. `earlier` are the bodies of the
    versions of the same process that have been published. The law is asked of a process that says
    for which way of ending an employment it is.
    """
    if found := shapes.problems(body) or names.problems(body, earlier):
        return found
    tree = Tree(body)
    found = meaning.of_tree(tree, body["steps"])
    if "way" in body:
        found += [*house.problems(tree), *ends.unreachable(body["steps"])]
        found += law.problems(body, tree)
    return found


__all__ = ["Problem", "problems"]
