"""Names of new steps and fields: never one that something else has, or had, under this process."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows.saying.steps import KINDS
from lizhi.workflow.tree import BLOCKS, FOR_PEOPLE, Step, walk

Body = dict[str, Any]
FIRST_CONDITION = {"field": "case.in_probation", "op": "==", "value": True}
"""What a new branch asks until somebody says otherwise: a choice needs a condition to be one."""


def fresh(kind: str, bodies: Iterable[Body]) -> Step:
    """A new step of this kind. Its name tells the kind, so another kind never gets it."""
    used = {step["id"] for body in bodies for step in walk(body["steps"])}
    step: Step = {"id": _free(kind, used), "kind": kind, "name": _("New: %s") % KINDS[kind]}
    if kind in FOR_PEOPLE:
        step |= {"owner": "hr_of_branch", "due": {"n": 1, "unit": "work_days"}}
    elif kind in BLOCKS:
        step["branches"] = [{"name": _("Branch %d") % n, "steps": []} for n in (1, 2)]
        if kind == "choose":
            step["branches"][0]["when"] = FIRST_CONDITION
    elif kind == "notify":
        step["to"] = "hr_of_branch"
    elif kind == "wait":
        step["until"] = "contract_end"
    elif kind == "end":
        step["outcome"] = "ended"
    return step


def field_key(bodies: Iterable[Body]) -> str:
    """The name of a new field: conditions of running cases still ask for the old ones."""
    steps = [step for body in bodies for step in walk(body["steps"])]
    return _free("field", {field["key"] for step in steps for field in step.get("fields", ())})


def _free(stem: str, used: set[str]) -> str:
    n = 1
    while f"{stem}_{n}" in used:
        n += 1
    return f"{stem}_{n}"
