"""How large a process may be. Asked first, without recursion: whatever comes after it is quick."""

from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import shown
from lizhi.flows.checks.problem import Problem

MOST_STEPS = 200
DEEPEST = 6


def problems(body: Any) -> list[Problem]:
    """Too many steps, or blocks too deep in blocks."""
    counted = 0
    ahead: list[tuple[Any, int]] = [(body.get("steps") if isinstance(body, dict) else None, 1)]
    while ahead:
        steps, depth = ahead.pop()
        if not isinstance(steps, list):
            continue
        counted += len(steps)
        if counted > MOST_STEPS:
            return [Problem("", _("A process has at most %(n)s steps.") % {"n": MOST_STEPS})]
        if depth > DEEPEST:
            return [_too_deep(steps[0] if steps else None)]
        ahead += [(inner, depth + 1) for step in steps for inner in _inner(step)]
    return []


def _inner(step: Any) -> list[Any]:
    branches = step.get("branches") if isinstance(step, dict) else None
    if not isinstance(branches, list):
        return []
    return [one.get("steps") for one in branches[: MOST_STEPS + 1] if isinstance(one, dict)]


def _too_deep(step: Any) -> Problem:
    key = step.get("id") if isinstance(step, dict) else None
    words = _("Blocks lie at most %(n)s deep.") % {"n": DEEPEST}
    return Problem(shown(key) if isinstance(key, str) else "", words)
