"""The list of steps as the page shows it: one line a step, blocks with their branches inside."""

from dataclasses import dataclass, field
from typing import Any

from django_stubs_ext import StrOrPromise

from lizhi.flows import locks, saying
from lizhi.flows.checks import Problem
from lizhi.flows.saying.steps import RULES
from lizhi.workflow import forms_registry
from lizhi.workflow.tree import walk

Step = dict[str, Any]


@dataclass(frozen=True)
class Branch:
    """One way inside a block."""

    block: str
    number: int
    words: str
    lines: list["Line"]
    fixed: bool = False
    """Nothing can be put into it: the certificate waits in it."""


@dataclass(frozen=True)
class Line:
    """One step."""

    key: str
    name: str
    kind: str
    kind_words: str
    icon: str
    owner: str = ""
    limit: str = ""
    locked: StrOrPromise = ""
    fault: str = ""
    current: bool = False
    rule: StrOrPromise = ""
    branches: list[Branch] = field(default_factory=list)


def of(body: dict[str, Any], chosen: str = "", faults: list[Problem] | None = None) -> list[Line]:
    """From top to bottom."""
    wrong: dict[str, str] = {}
    for fault in faults or ():
        wrong.setdefault(fault.step, fault.words)
    drawing = _Drawing(locks.of(body), wrong, chosen, labels(body))
    return drawing.lines(body["steps"])


def labels(body: dict[str, Any]) -> dict[str, str]:
    """What the fields are called that forms of this process ask for."""
    return {
        one.key: one.label or one.key
        for step in walk(body["steps"])
        for one in forms_registry.fields_of(step)
    }


@dataclass(frozen=True)
class _Drawing:
    locked: dict[str, StrOrPromise]
    wrong: dict[str, str]
    chosen: str
    labels: dict[str, str]

    def lines(self, steps: list[Step]) -> list[Line]:
        return [self._line(step) for step in steps]

    def _line(self, step: Step) -> Line:
        key = step["id"]
        return Line(
            key=key,
            name=saying.name(step),
            kind=step["kind"],
            kind_words=saying.kind(step),
            icon=saying.icon(step),
            owner=saying.owner(step.get("owner") or step.get("to")),
            limit=saying.limit(step),
            locked=self.locked.get(key, ""),
            fault=self.wrong.get(key, ""),
            current=key == self.chosen,
            rule=RULES.get(step["kind"], ""),
            branches=[
                self._branch(step, number, branch)
                for number, branch in enumerate(step.get("branches", ()))
            ],
        )

    def _branch(self, block: Step, number: int, branch: Step) -> Branch:
        words = str(branch.get("name", ""))
        if block["kind"] == "choose" or "when" in branch:
            words = saying.condition(branch.get("when"), self.labels)
        lines = self.lines(branch["steps"])
        fixed = any(line.locked == locks.CERTIFICATE for line in lines)
        return Branch(block["id"], number, words, lines, fixed)
