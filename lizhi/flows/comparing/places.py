"""Which steps stand elsewhere: as few as possible are said to have moved."""

from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows import saying
from lizhi.flows.comparing.rows import Difference
from lizhi.workflow.tree import walk

Body = dict[str, Any]
Row = tuple[str, int]


def rows(body: Body) -> dict[Row, list[str]]:
    """The sequences: of the whole, and of each branch of each block."""
    found: dict[Row, list[str]] = {("", 0): [step["id"] for step in body["steps"]]}
    for step in walk(body["steps"]):
        for number, branch in enumerate(step.get("branches", ())):
            found[step["id"], number] = [one["id"] for one in branch["steps"]]
    return found


def places(old: Body, new: Body) -> dict[str, Difference]:
    """By step: from where to where."""
    before, after = rows(old), rows(new)
    was = {key: row for row, keys in before.items() for key in keys}
    now = {key: row for row, keys in after.items() for key in keys}
    names = {step["id"]: saying.name(step) for step in walk(new["steps"])}
    moved = [key for key in now if key in was and was[key] != now[key]]
    for row in after:
        stayed = [key for key in after[row] if was.get(key) == row]
        order = [key for key in before.get(row, ()) if now.get(key) == row]
        kept = SequenceMatcher(None, order, stayed, autojunk=False).get_matching_blocks()
        still = {key for block in kept for key in stayed[block.b : block.b + block.size]}
        moved += [key for key in stayed if key not in still]
    return {
        key: Difference(
            names[key], _("place"), place(old, key), place(new, key), _("At another place")
        )
        for key in moved
    }


def place(body: Body, key: str) -> str:
    """主管知悉之后; 最前面; in a branch: 签协议和交接里, 交接这一支的最前面."""
    names = {step["id"]: saying.name(step) for step in walk(body["steps"])}
    for (block, number), keys in rows(body).items():
        if key in keys:
            at = keys.index(key)
            said = {"before": names[keys[at - 1]] if at else "", "block": names.get(block, "")}
            said["branch"] = str(number + 1)
            return _words(bool(at), bool(block)) % said
    return ""


def _words(after: bool, inside: bool) -> str:
    if inside:
        if after:
            return _("after %(before)s, in branch %(branch)s of %(block)s")
        return _("first in branch %(branch)s of %(block)s")
    return _("after %(before)s") if after else _("first of all")
