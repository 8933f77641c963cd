"""Whether a case may stand at these steps at once, and what it still comes to. Plain Python."""

from lizhi.workflow.tree import Tree


def clash(tree: Tree, standing: set[str]) -> tuple[str, str] | None:
    """Two of a sequence, or of the alternatives of a choice, that would be under way at once."""
    seen: dict[object, str] = {}
    for key in sorted(standing):
        for one in (key, *tree.around(key)):
            block = tree.block[one]
            if seen.setdefault(tree.row[one], one) != one:
                return seen[tree.row[one]], one
            if block and tree.steps[block]["kind"] == "choose":
                first = seen.setdefault(block, one)
                if tree.row[first] != tree.row[one]:
                    return first, one
    return None


def is_ahead(tree: Tree, standing: set[str], key: str) -> bool:
    """Whether it stands there or comes to it, if every condition holds and nobody sends back."""
    inner: str | None = key
    if key in standing:
        return True
    while inner is not None:
        if here := standing & tree.rows[tree.row[inner]]:
            return any(_leads_to(tree, one, inner) for one in here)
        inner = tree.block[inner]
    return False


def _leads_to(tree: Tree, key: str, target: str) -> bool:
    """By what follows in the row of the target; what lies inside the target does not lead to it."""
    row = tree.row[target]
    one: str | None = next(k for k in (key, *tree.around(key)) if tree.row[k] == row)
    while one is not None:
        one = tree.following[one]
        if one == target:
            return True
    return False
