"""The steps as the browser draws them: the same lines as in the list, as JSON."""

import json
from typing import Any

from lizhi.flows.lines import Branch, Line
from lizhi.flows.saying.steps import ICONS, OWN_ICONS

SIGNS = sorted({*ICONS.values(), *OWN_ICONS.values(), "lock"})
"""Every sign that a drawing can need; the page carries them once."""


def of(lines: list[Line]) -> str:
    """What `ui/islands/drawing.ts` reads."""
    found = [_step(line) for line in lines]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _step(line: Line) -> dict[str, Any]:
    inside = [one for one in (line.owner or line.kind_words, line.limit) if one]
    return {
        "id": line.key,
        "kind": line.kind,
        "icon": line.icon,
        "name": line.name,
        "words": line.kind_words,
        "note": " · ".join(inside),
        "lock": str(line.locked),
        "fault": line.fault,
        "branches": [_branch(branch) for branch in line.branches],
    }


def _branch(branch: Branch) -> dict[str, Any]:
    return {"words": branch.words, "steps": [_step(line) for line in branch.lines]}
