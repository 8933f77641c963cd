"""Whether a body can be played at all: its shape and its sense, whatever the law says of it.

A process that breaks the law is played all the same: what it would do to somebody is the best
reason to change it.
"""

from typing import Any

from lizhi.flows.checks import meaning, names, shapes
from lizhi.workflow.tree import Tree


def why_not(body: Any) -> list[str]:
    """Everything that keeps it from running; nothing when it runs."""
    found = shapes.problems(body) or names.problems(body)
    return [str(one) for one in found or meaning.of_tree(Tree(body), body["steps"])]
