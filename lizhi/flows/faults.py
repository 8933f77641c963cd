"""What is wrong with a process, as its pages show it: what is unlawful first."""

from typing import Any

from lizhi.flows import repairs
from lizhi.flows.checks import Problem, people, problems
from lizhi.flows.processes import Process

LAW = "law"


def of(body: Any) -> list[Problem]:
    """All that can be said without asking who works where."""
    return sorted(problems(body), key=lambda one: one.kind != LAW)


def of_draft(process: Process) -> list[Problem]:
    """Of a draft that is sound also the steps that would find nobody in one of its branches."""
    found = of(process.body)
    if found or process.draft is None:
        return found
    return people.nobody(process.body, process.branch)


def repaired(body: Any, name: str, values: dict[str, str]) -> Any:
    """The body after one repair; as it was where there is nothing to put right."""
    return repairs.apply(body, name, values)
