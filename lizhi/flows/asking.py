"""What a condition may ask at this place of a process, and how its answers look."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lizhi.cases.models import Case
from lizhi.flows.saying.conditions import fact
from lizhi.people.models import Branch, LegalEntity
from lizhi.workflow import forms_registry
from lizhi.workflow.engine.facts import CASE_FACTS
from lizhi.workflow.tree import walk

Choices = list[tuple[str, str]]
NOT_ASKED = frozenset({"text"})
"""Free text is sealed under the case's key."""


@dataclass(frozen=True)
class Fact:
    """One thing that is known about a case."""

    key: str
    label: str
    type: str
    choices: tuple[tuple[str, str], ...] = ()


def _names(rows: Any) -> Choices:
    return [(name, name) for name in dict.fromkeys(rows)]


TYPES: dict[str, str] = {
    "case.in_probation": "yes_no",
    "case.reason": "choice",
    "employee.branch": "choice",
    "employee.entity": "choice",
    "employee.level": "number",
    "branch.headcount": "number",
}
CHOICES: dict[str, Callable[[], Choices]] = {
    "case.reason": lambda: [(key, str(words)) for key, words in Case.Reason.choices],
    "employee.branch": lambda: _names(
        Branch.objects.order_by("name").values_list("name", flat=True)
    ),
    "employee.entity": lambda: _names(
        LegalEntity.objects.order_by("name").values_list("name", flat=True)
    ),
}


def known(body: dict[str, Any], before: str) -> list[Fact]:
    """Facts of every case, then what forms have asked for before this step."""
    found = [
        Fact(key, fact(key), TYPES.get(key, "text"), tuple(CHOICES.get(key, list)()))
        for key in CASE_FACTS
    ]
    for step in walk(body["steps"]):
        if step["id"] == before:
            break
        for field in forms_registry.fields_of(step):
            if field.type not in NOT_ASKED:
                choices = tuple((one, one) for one in field.choices)
                found.append(Fact(field.key, field.label or field.key, field.type, choices))
    return found


OPERATORS: dict[str, tuple[str, ...]] = {
    "yes_no": ("==",),
    "choice": ("==", "!=", "in", "not in"),
    "text": ("==", "!=", "in", "not in"),
    "number": (">=", "<=", ">", "<", "==", "!="),
    "date": (">=", "<=", "==", "!="),
    "file": ("there", "not there"),
}
SEVERAL = frozenset({"in", "not in"})
