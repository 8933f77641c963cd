"""The compiled tree of a version, kept in the process: a version never changes."""

from lizhi.workflow.models import Version
from lizhi.workflow.tree import Tree

MOST = 64
_kept: dict[str, Tree] = {}


def of(version: Version) -> Tree:
    """Compiled once per body; the body itself is read only then."""
    tree = _kept.get(version.body_hash)
    if tree is None:
        if len(_kept) >= MOST:
            _kept.clear()
        tree = _kept[version.body_hash] = Tree(version.body)
    return tree
