"""Put steps of a body where the law wants them."""

from itertools import chain, count
from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows import meanings
from lizhi.flows.meanings import Meaning
from lizhi.workflow.tree import Step, walk

Body = dict[str, Any]


def remove_step(body: Body, step: str) -> None:
    """Take it out, with whatever lies in it; a branch or a process that is left may be empty."""
    _take(body["steps"], step)


def move_closing(body: Body) -> None:
    """The closing is the last of all."""
    mine = _take(body["steps"], "closing")
    name = _("Closing of the file")
    body["steps"].append(mine or {"id": "closing", "kind": "auto", "name": name})


def move_certificate(body: Body) -> None:
    """A branch of its own from the beginning: wait for the last day, then issue it."""
    steps = body["steps"]
    mine = _take(steps, "certificate")
    _drop_waits(steps)
    branch = {"name": _("On the last day"), "steps": _on_the_day(body, mine)}
    opening = [step for step in steps[:1] if meanings.begins_done(step)]
    closing = [step for step in steps[-1:] if meanings.of(step) == Meaning.CLOSING]
    between = steps[len(opening) : len(steps) - len(closing)]
    if len(between) == 1 and between[0]["kind"] == "parallel":
        between[0]["branches"].append(branch)
        return
    block = {"id": _free(body, "main"), "kind": "parallel", "name": _("Beside each other")}
    first = {"name": _("Formalities"), "steps": between}
    body["steps"] = [*opening, {**block, "branches": [first, branch]}, *closing]


def _on_the_day(body: Body, mine: Step | None) -> list[Step]:
    wait = {"kind": "wait", "name": _("Last day of the contract"), "until": "contract_end"}
    own = mine or {"id": "certificate", "kind": "auto", "name": _("Certificate")}
    return [{"id": _free(body, "contract_end"), **wait, "at": "00:05"}, own]


def _take(steps: list[Step], key: str) -> Step | None:
    for step in steps:
        if step["id"] == key:
            steps.remove(step)
            return step
        for branch in step.get("branches", ()):
            if found := _take(branch["steps"], key):
                return found
    return None


def _drop_waits(steps: list[Step]) -> None:
    """What stood before the certificate; a branch that is left empty goes too."""
    for step in walk(list(steps)):
        if "branches" in step:
            for branch in step["branches"]:
                branch["steps"] = [one for one in branch["steps"] if not _is_end_of_contract(one)]
            step["branches"] = [b for b in step["branches"] if b["steps"]] or step["branches"][:1]
    steps[:] = [one for one in steps if not _is_end_of_contract(one)]


def _is_end_of_contract(step: Step) -> bool:
    return bool(step["kind"] == "wait" and step["until"] == "contract_end")


def _free(body: Body, key: str) -> str:
    """This id, or the next one that nobody has."""
    taken = {step["id"] for step in walk(body["steps"])}
    others = (f"{key}_{n}" for n in count(2))
    return next(one for one in chain([key], others) if one not in taken)
