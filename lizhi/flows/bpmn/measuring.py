"""How much room each step takes, from the inside to the outside."""

from collections.abc import Iterator
from typing import Any

from lizhi.flows.bpmn.shapes import EVENT, GAP, GATEWAY, TASK, Box
from lizhi.workflow.tree import Step, walk

ENDING = "end:"
LANE = 24
"""For each way back, above the row that it leads along."""
HALF = GATEWAY[1] // 2
TIMER = EVENT[1] // 2
"""By so much a boundary event sticks out below its task."""


def targets(steps: list[Step]) -> set[str]:
    """The steps to which some other leads back."""
    return {target for step in walk(steps) for _outcome, target in routes(step) if not ends(target)}


def routes(step: Step) -> Iterator[tuple[str, str]]:
    """Where the answers lead that do not lead on: (answer, step or end), one for each."""
    for outcome, target in step.get("on", {}).items():
        yield from ((outcome, one) for one in ([target] if isinstance(target, str) else target))


def ends(target: str) -> bool:
    """Whether this route ends the case."""
    return target.startswith(ENDING)


def closing_rule(step: Step) -> dict[str, Any] | None:
    """The rule by which time closes this step, if one does."""
    rules = step.get("escalate", ())
    return next((rule for rule in rules if rule["action"] == "close"), None)


def decides(step: Step) -> bool:
    """Whether a gateway follows it: its answers part, or time may answer in its place."""
    return bool(step.get("on")) or closing_rule(step) is not None


def branches(step: Step) -> list[dict[str, Any]]:
    """Its branches, and an empty one for when no condition holds, where that can be."""
    found: list[dict[str, Any]] = list(step["branches"])
    if all("when" in branch for branch in found):
        found.append({"steps": []})
    return found


class Measure:
    """The boxes of all steps of a body, each measured once."""

    def __init__(self, body: Step) -> None:
        self.targets = targets(body["steps"])
        self.boxes: dict[str, Box] = {}
        self.whole = self.row(body["steps"])

    def row(self, steps: list[Step]) -> Box:
        """Steps beside one another on one line; an empty row is a line."""
        boxes = [self.step(step) for step in steps]
        width = sum(box.width for box in boxes) + GAP * max(0, len(boxes) - 1)
        back = sum(len(list(routes(step))) for step in walk(steps))
        lanes = LANE * (1 + back) if any(step["id"] in self.targets for step in steps) else 0
        above = max((box.above for box in boxes), default=HALF)
        below = max((box.below for box in boxes), default=HALF)
        return Box(max(width, GAP), above + lanes, below)

    def step(self, step: Step) -> Box:
        """One step with the gateways that belong to it."""
        if "branches" in step:
            box = self._block(step)
        elif step["kind"] in {"end", "wait"}:
            box = Box(EVENT[0], EVENT[1] // 2, EVENT[1] // 2 + LANE)
        else:
            box = self._task(step)
        if step["id"] in self.targets:
            box.width += GATEWAY[0] + GAP
            box.above, box.below = max(box.above, HALF), max(box.below, HALF)
        self.boxes[step["id"]] = box
        return box

    def _task(self, step: Step) -> Box:
        box = Box(TASK[0], TASK[1] // 2, TASK[1] // 2)
        if closing_rule(step):
            box.below += TIMER + LANE
        if decides(step):
            box.width += GAP + GATEWAY[0]
            count = sum(ends(target) for _outcome, target in routes(step))
            box.below = max(box.below, HALF + count * (LANE + EVENT[1]) + LANE)
        return box

    def _block(self, step: Step) -> Box:
        rows = [self.row(branch["steps"]) for branch in branches(step)]
        height = sum(row.above + row.below for row in rows) + GAP * (len(rows) - 1)
        above = max(rows[0].above, HALF)
        inner = max(row.width for row in rows)
        width = inner + 2 * (GATEWAY[0] + GAP)
        return Box(width, above, max(height - rows[0].above, HALF))
