"""What is wrong with a definition, in sentences for whoever draws it."""

from typing import Any

from lizhi.flows.checks import meaning, shapes
from lizhi.workflow.tree import Tree


def problems(body: Any) -> list[str]:
    """Everything that keeps this body from being published; nothing when it is good.

    The shape comes first: what a broken one means is not asked.
    """
    found = shapes.problems(body) or meaning.of_names(body)
    return found or meaning.of_tree(Tree(body))


__all__ = ["problems"]
