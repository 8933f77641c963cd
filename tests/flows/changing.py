"""Changes of a process drawn at random, as somebody makes them who presses everything."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from lizhi.flows import editing
from lizhi.flows.editing import CannotBeDone
from lizhi.workflow.tree import BLOCKS, KINDS, walk
from tests.workflow.drawing import processes

Body = dict[str, Any]
Draw = Callable[..., Any]
SPANS = [{"n": 1, "unit": "work_days"}, {"n": 24, "unit": "hours"}]
CONDITIONS = [
    None,
    {"field": "case.in_probation", "op": "==", "value": True},
    {"any": [{"field": "a", "op": ">=", "value": 1}, {"field": "a", "op": "<", "value": 9}]},
]


def bodies() -> st.SearchStrategy[Body]:
    """A whole process around drawn steps."""
    return processes().map(lambda steps: {"key": "drawn", "name": "Drawn", "steps": steps})


def once(draw: Draw, body: Body) -> Body:
    """One change, somewhere; a refused one leaves the body as it is."""
    steps = list(walk(body["steps"]))
    key = draw(st.sampled_from([step["id"] for step in steps]))
    blocks = [step["id"] for step in steps if step["kind"] in BLOCKS]
    block, number = draw(st.sampled_from(blocks or [key])), draw(st.integers(0, 3))
    change = draw(st.sampled_from([*CHANGES]))
    try:
        return CHANGES[change](draw, body, key, block, number)
    except CannotBeDone:
        return body


def _add(draw: Draw, body: Body, key: str, block: str, number: int) -> Body:
    step = editing.fresh(draw(st.sampled_from(sorted(KINDS))), [body])
    spot = {"block": block, "branch": number}
    exact = {**spot, "index": draw(st.integers(-1, 3))}
    where = draw(st.sampled_from([{"after": key}, spot, exact, {"index": number}, {}]))
    return editing.add(body, step, **where)


def _put(draw: Draw, body: Body, key: str, block: str, number: int) -> Body:
    where = draw(st.sampled_from([block, "", "nowhere"]))
    return editing.put(body, key, block=where, branch=number, index=draw(st.integers(-1, 3)))


def _replace(draw: Draw, body: Body, key: str, block: str, number: int) -> Body:
    (kind,) = [step["kind"] for step in walk(body["steps"]) if step["id"] == key]
    values: dict[str, Any] = {"name": draw(st.sampled_from(["法务复核", "看一眼"]))}
    if kind == "task":
        values["due"] = draw(st.sampled_from([None, *SPANS]))
        values["on_empty_owner"] = draw(st.sampled_from([None, "li"]))
    return editing.replace(body, key, values)


def _set_branch(draw: Draw, body: Body, key: str, block: str, number: int) -> Body:
    when = draw(st.sampled_from(CONDITIONS))
    name = draw(st.sampled_from(["", "法务"]))
    return editing.set_branch(body, block, number, name=name, when=when)


CHANGES = {
    "add": _add,
    "delete": lambda draw, body, key, block, number: editing.delete(body, key),
    "move": lambda draw, body, key, block, number: editing.move(
        body, key, draw(st.sampled_from(sorted(editing.DIRECTIONS)))
    ),
    "put": _put,
    "replace": _replace,
    "rename": lambda draw, body, key, block, number: editing.rename(
        body, draw(st.sampled_from(["异地离职", "离职"]))
    ),
    "add branch": lambda draw, body, key, block, number: editing.add_branch(body, block),
    "drop branch": lambda draw, body, key, block, number: editing.drop_branch(body, block, number),
    "move branch": lambda draw, body, key, block, number: editing.move_branch(
        body, block, number, draw(st.sampled_from([1, -1]))
    ),
    "set branch": _set_branch,
}
