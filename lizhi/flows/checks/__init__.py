"""What is wrong with a definition, in sentences for whoever draws it."""

from collections.abc import Iterable
from typing import Any

from lizhi.flows.checks import meaning, shapes
from lizhi.flows.checks.problem import Problem
from lizhi.workflow.tree import Tree


def problems(body: Any, earlier: Iterable[Any] = ()) -> list[Problem]:
    """Everything that keeps this body from being published; nothing when it is good.

    The shape comes first: what a broken one means is not asked. `earlier` are the bodies of the
    versions of the same process that have been published.
    """
    if found := shapes.problems(body):
        return [Problem("", words) for words in found]
    found = meaning.of_names(body) or meaning.of_tree(Tree(body))
    return [Problem("", words, kind="sense") for words in found]


__all__ = ["Problem", "problems"]
