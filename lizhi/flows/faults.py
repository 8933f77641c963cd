"""What is wrong with a body, as the pages show it, whatever the checks answer with."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from lizhi.flows.checks import problems

LAW = "law"


@dataclass(frozen=True)
class Fault:
    """One thing to change before anybody can leave by it."""

    step: str
    words: str
    why: str = ""
    article: str = ""
    kind: str = "shape"
    repair: Any = None


def of(body: Any) -> list[Fault]:
    """All of them; those against the law first."""
    found = [_fault(one) for one in problems(body)]
    return sorted(found, key=lambda fault: fault.kind != LAW)


def repaired(body: Any, name: str, values: dict[str, str]) -> Any:
    """The body after one repair, where the checks know any; else as it was."""
    try:
        repairs = import_module("lizhi.flows.repairs")
    except ModuleNotFoundError:
        return body
    return repairs.apply(body, name, values)


def _fault(one: Any) -> Fault:
    if not isinstance(one, str) and hasattr(one, "words"):
        names = ("step", "words", "why", "article", "kind", "repair")
        return Fault(**{name: getattr(one, name, "") or "" for name in names})
    step, colon, rest = str(one).partition(": ")
    return Fault(step, rest) if colon and step.isidentifier() else Fault("", str(one))
