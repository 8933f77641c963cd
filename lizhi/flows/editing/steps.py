"""Steps come, go and change."""

from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows import locks
from lizhi.flows.editing import places
from lizhi.flows.editing.places import END, Body, CannotBeDone
from lizhi.workflow.tree import Step, walk

KEPT = frozenset({"id", "kind", "branches"})


@places.change
def add(
    body: Body,
    step: Step,
    *,
    after: str = "",
    block: str = "",
    branch: int = 0,
    index: int | None = None,
) -> None:
    """After that step; else as the one of this number in that branch, or outside of all blocks.

    Without a number it comes last there, but before the closing.
    """
    if any(one["id"] == step["id"] for one in walk(body["steps"])):
        raise CannotBeDone(_("There is a step of this name already."))
    if after:
        place = places.find(body, after)
        place.steps.insert(place.index + 1, step)
    elif block or index is not None:
        places.put(body, step, block, branch, END if index is None else index)
    else:
        steps = body["steps"]
        closes = locks.of(body).get(steps[-1]["id"]) == locks.CLOSING
        steps.insert(len(steps) - closes, step)


@places.change
def delete(body: Body, key: str) -> None:
    """With all that is in it; nobody is sent back to it any more."""
    place = places.find(body, key)
    if why := locks.of(body).get(key):
        raise CannotBeDone(why)
    gone = {step["id"] for step in walk([place.step])}
    del place.steps[place.index]
    for step in walk(body["steps"]):
        _forget(step, gone)


def _forget(step: Step, gone: set[str]) -> None:
    routes = step.get("on")
    if routes is None:
        return
    for outcome, target in list(routes.items()):
        if isinstance(target, list):
            left = [one for one in target if one not in gone]
            if left != target:
                routes[outcome] = left
        if target in gone if isinstance(target, str) else not routes[outcome]:
            del routes[outcome]
    if not routes:
        del step["on"]


def referrers(body: Body, key: str) -> list[Step]:
    """Steps that send back to this one, or to one inside it."""
    gone = {step["id"] for step in walk([places.find(body, key).step])}
    found = []
    for step in walk(body["steps"]):
        routes = step.get("on", {}).values()
        targets = {one for to in routes for one in ([to] if isinstance(to, str) else to)}
        if targets & gone and step["id"] not in gone:
            found.append(step)
    return found


@places.change
def replace(body: Body, key: str, values: dict[str, Any]) -> None:
    """These values; None takes one away. Name in code, kind and branches stay."""
    if locks.of(body).get(key):
        values = {name: value for name, value in values.items() if name == "name"}
    step = places.find(body, key).step
    for name, value in values.items():
        if name in KEPT:
            continue
        if value is None or value == [] or value == {}:
            step.pop(name, None)
        else:
            step[name] = value


@places.change
def rename(body: Body, name: str) -> None:
    """What HR calls the process."""
    body["name"] = name
