"""Give every step its shapes and its place: rows from left to right, branches one below another."""

from lizhi.flows.bpmn import measuring, saying, tags
from lizhi.flows.bpmn.measuring import LANE, Measure, branches, closing_rule, decides, ends, routes
from lizhi.flows.bpmn.shapes import (
    EVENT,
    GAP,
    GATEWAY,
    TASK,
    Box,
    Flow,
    Picture,
    Place,
    Point,
    Shape,
)
from lizhi.flows.bpmn.ways import along, back, down, round_the_corner
from lizhi.flows.saying import outcomes
from lizhi.workflow.tree import Step

MARGIN = 40


def lay_out(body: Step) -> Picture:
    """The whole process as shapes and flows."""
    return _Laying(body).done()


class _Laying:
    def __init__(self, body: Step) -> None:
        self.body, self.measure = body, Measure(body)
        self.picture = Picture(body["key"], body["name"])
        self.merges: dict[str, Shape] = {}
        self.back_ways: list[tuple[Shape, str, str]] = []
        self.tops: dict[str, int] = {}
        """Above the row of each step that something leads back to: where the next lane lies."""

    def done(self) -> Picture:
        whole = self.measure.whole
        y = MARGIN + max(whole.above, EVENT[1])
        start = self.shape("start", "startEvent", EVENT, MARGIN, y, "")
        x = start.right + GAP
        last = self.row(self.body["steps"], x, y, whole, start, block="")
        x += whole.width + GAP
        if last:
            end = self.shape("end", "endEvent", EVENT, x, y, "")
            self.flow(last, end, along(last, end))
        for source, words, target in self.back_ways:
            self.lead_back(source, words, target)
        self.picture.width = x + EVENT[0] + MARGIN
        self.picture.height = y + max(whole.below, EVENT[1]) + MARGIN
        return self.picture

    def shape(
        self,
        key: str,
        tag: str,
        size: tuple[int, int],
        x: int,
        line: int,
        step: str,
        name: str = "",
    ) -> Shape:
        """A new one whose middle lies on this line."""
        made = Shape(key, tag, name, size, step, Point(x, line - size[1] // 2))
        self.picture.shapes.append(made)
        return made

    def flow(
        self, source: Shape | None, target: Shape, points: list[Point], name: str = ""
    ) -> Flow | None:
        """From here to there; from nowhere there is no way."""
        if source is None:
            return None
        made = Flow(f"flow.{len(self.picture.flows) + 1}", source, target, name, points=points)
        self.picture.flows.append(made)
        return made

    def row(
        self, steps: list[Step], x: int, y: int, box: Box, before: Shape | None, *, block: str
    ) -> Shape | None:
        """Steps one after another; the last shape, None after an end."""
        lane = y - box.above + LANE // 2
        for step in steps:
            own = self.measure.boxes[step["id"]]
            bounds = Place(step["id"], block, x, y - own.above, x + own.width, y + own.below)
            self.picture.places.append(bounds)
            here = x
            if step["id"] in self.measure.targets:
                merge = self.shape(
                    f"{step['id']}.in", "exclusiveGateway", GATEWAY, x, y, step["id"]
                )
                self.flow(before, merge, along(before, merge))
                self.merges[step["id"]], self.tops[step["id"]] = merge, lane
                before, here = merge, merge.right + GAP
                lane += LANE * len(list(routes(step)))
            before = self.step(step, here, y, before)
            x += own.width + GAP
        return before

    def step(self, step: Step, x: int, y: int, before: Shape | None) -> Shape | None:
        """Its shapes; the last of them, None after an end."""
        if "branches" in step:
            return self.block(step, x, y, before)
        kind, key = step["kind"], step["id"]
        if kind == "end":
            end = self.shape(key, "endEvent", EVENT, x, y, key, outcomes.end(step["outcome"]))
            end.ends_all = True
            self.flow(before, end, along(before, end))
            return None
        tag, size = (
            ("intermediateCatchEvent", EVENT) if kind == "wait" else (tags.OF_STEPS[kind], TASK)
        )
        made = self.shape(key, tag, size, x, y, key, str(step.get("name", key)))
        made.says = saying.about(step)
        made.timer = saying.date(step) if kind == "wait" else None
        self.flow(before, made, along(before, made))
        return self.decision(step, made, y) if decides(step) else made

    def decision(self, step: Step, task: Shape, y: int) -> Shape:
        """The gateway behind a task at which its answers part, and where time comes in."""
        key = step["id"]
        gate = self.shape(f"{key}.out", "exclusiveGateway", GATEWAY, task.right + GAP, y, key)
        self.flow(task, gate, along(task, gate))
        if rule := closing_rule(step):
            self.timer(step, rule, task, gate)
        line = gate.bottom
        for outcome, target in routes(step):
            if ends(target):
                line += LANE + EVENT[1]
                x = gate.middle.x - EVENT[0] // 2
                name = outcomes.end(target.removeprefix(measuring.ENDING))
                end_key = f"{key}.end.{outcome}"
                end = self.shape(end_key, "endEvent", EVENT, x, line - EVENT[1] // 2, key, name)
                end.ends_all = True
                self.flow(gate, end, down(gate, end), outcomes.answer(step, outcome))
            else:
                self.back_ways.append((gate, outcomes.answer(step, outcome), target))
        return gate

    def timer(self, step: Step, rule: Step, task: Shape, gate: Shape) -> None:
        """Time sits at the lower edge of the task and leads to the gateway behind it."""
        x = task.right - EVENT[0] - EVENT[0] // 2
        edge = self.shape(f"{step['id']}.time", "boundaryEvent", EVENT, x, task.bottom, step["id"])
        edge.on, edge.timer = task.id, saying.span(rule["after"])
        edge.says = [saying.rule(step, rule)]
        points = round_the_corner(edge, gate, edge.bottom + LANE // 2)
        self.flow(edge, gate, points, outcomes.answer(step, rule["outcome"]))

    def block(self, step: Step, x: int, y: int, before: Shape | None) -> Shape | None:
        """A gateway that parts, the branches below one another, and one that joins them."""
        key, parts = step["id"], branches(step)
        box = self.measure.boxes[key]
        tag = tags.gateway_of(step)
        split = self.shape(f"{key}.split", tag, GATEWAY, x, y, key, step.get("name", ""))
        self.flow(before, split, along(before, split))
        extra = GATEWAY[0] + GAP if key in self.measure.targets else 0
        join_x = x + box.width - extra - GATEWAY[0]
        join = Shape(f"{key}.join", tag, "", GATEWAY, key, Point(join_x, split.at.y))
        line = y
        reached = False
        for number, branch in enumerate(parts):
            row = self.measure.row(branch["steps"])
            line = y if number == 0 else line + row.above
            reached = self.branch(key, branch, split, join, line, row) or reached
            line += row.below + GAP
        if not reached:
            return None
        self.picture.shapes.append(join)
        return join

    def branch(
        self, key: str, branch: Step, split: Shape, join: Shape, line: int, row: Box
    ) -> bool:
        """One of them; false when it never comes to the joining gateway."""
        first = len(self.picture.flows)
        x = split.right + GAP
        last = self.row(branch["steps"], x, line, row, split, block=key)
        if last is not None:
            self.flow(last, join, along(last, join, line=line))
        taken = next(flow for flow in self.picture.flows[first:] if flow.source is split)
        taken.when, taken.name = branch.get("when"), saying.branch(branch)
        if taken.when is None and split.tag != "parallelGateway":
            split.default = split.default or taken.id
        return last is not None

    def lead_back(self, source: Shape, words: str, target: str) -> None:
        """Along a lane above the row of the step that it leads to."""
        merge, lane = self.merges[target], self.tops[target]
        self.tops[target] += LANE
        found = self.flow(source, merge, back(source, merge, lane), words)
        if found:
            found.says = str(saying.GIVES_UP)
