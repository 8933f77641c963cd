"""The same process in SpiffWorkflow, another engine: an oracle for what a block means in BPMN.

What is done by people, by the machine or by a day stands as a user task there, so that whoever
plays it says when it is done.
"""

from collections.abc import Callable
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from lizhi.workflow.tree import walk

Step = dict[str, Any]
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:lizhi">'
    '<process id="p" isExecutable="true">'
)
TERMINATE = "<terminateEventDefinition/>"


def _says(when: Step | None) -> str:
    return f"a {when['op']} {when['value']}" if when else "True"


class Drawing:
    """Gateways and flows for a tree of steps."""

    def __init__(self, steps: list[Step], passes: Callable[[Step], bool]) -> None:
        self.nodes: list[tuple[str, str, str]] = []
        self.flows: list[tuple[str, str, str, str]] = []
        self.defaults: dict[str, str] = {}
        self.passes = passes
        self.targets = {
            step["on"]["send_back"] for step in walk(steps) if "send_back" in step.get("on", {})
        }
        self._numbers = count(1)
        self._node("startEvent", "start")
        self._finish(self._row(steps, "start", ""))

    def _finish(self, last: str | None) -> None:
        if last:
            self._node("endEvent", "over")
            self._flow(last, "over")

    def _node(self, tag: str, key: str, inner: str = "") -> str:
        self.nodes.append((tag, key, inner))
        return key

    def _flow(self, source: str, target: str, says: str = "") -> str:
        key = f"f{next(self._numbers)}"
        self.flows.append((key, source, target, says))
        return key

    def _row(self, steps: list[Step], source: str, says: str) -> str | None:
        """Draw a sequence after this node; its last node, None when it ends everything."""
        last: str | None = source
        for step in steps:
            assert last is not None
            if step["id"] in self.targets:
                self._flow(last, self._node("exclusiveGateway", f"in_{step['id']}"), says)
                last, says = f"in_{step['id']}", ""
            last, says = self._step(step, last, says), ""
        return last

    def _step(self, step: Step, source: str, says: str) -> str | None:
        key, kind = step["id"], step["kind"]
        if kind == "end":
            self._flow(source, self._node("endEvent", key, TERMINATE), says)
            return None
        if "branches" in step:
            return self._block(step, source, says)
        silent = self.passes(step)
        self._node("scriptTask" if silent else "userTask", key, "<script>pass</script>" * silent)
        self._flow(source, key, says)
        return self._ways(step) if "send_back" in step.get("on", {}) else key

    def _ways(self, step: Step) -> str:
        gate = self._node("exclusiveGateway", f"after_{step['id']}")
        self._flow(step["id"], gate)
        self._flow(gate, f"in_{step['on']['send_back']}", f"back_{step['id']}")
        self.defaults[gate] = ""
        return gate

    def _block(self, step: Step, source: str, says: str) -> str:
        key, branches = step["id"], step["branches"]
        some = step["kind"] == "parallel" and any("when" in branch for branch in branches)
        tag = {"choose": "exclusiveGateway"}.get(step["kind"], "parallelGateway")
        tag = "inclusiveGateway" if some else tag
        split, join = self._node(tag, f"split_{key}"), f"join_{key}"
        self._flow(source, split, says)
        plain = tag == "parallelGateway"
        for branch in branches:
            last = self._row(branch["steps"], split, "" if plain else _says(branch.get("when")))
            if last == split:
                self._flow(split, join, "" if plain else _says(branch.get("when")))
            elif last:
                self._flow(last, join)
        if not plain:
            self.defaults[split] = self._flow(split, join)
        return self._node(tag, join)

    def xml(self) -> str:
        """The drawing as BPMN 2.0."""
        found = [HEAD]
        for gate, flow in self.defaults.items():
            # The way on from a step that may go back: whatever was drawn after its gate.
            leaving = [f for f, source, _, says in self.flows if source == gate and not says]
            self.defaults[gate] = flow or (leaving[0] if leaving else "")
        for tag, key, inner in self.nodes:
            default = self.defaults.get(key)
            mark = f" default={quoteattr(default)}" if default else ""
            found.append(f"<{tag} id={quoteattr(key)}{mark}>{self._ends(key)}{inner}</{tag}>")
        found += [self._arrow(*flow) for flow in self.flows]
        return "".join([*found, "</process></definitions>"])

    def _ends(self, key: str) -> str:
        into = "".join(f"<incoming>{f}</incoming>" for f, _, to, _ in self.flows if to == key)
        out = "".join(f"<outgoing>{f}</outgoing>" for f, of, _, _ in self.flows if of == key)
        return into + out

    def _arrow(self, key: str, source: str, target: str, says: str) -> str:
        words = (
            f'<conditionExpression xsi:type="tFormalExpression">{escape(says)}'
            "</conditionExpression>"
        )
        ends = f"sourceRef={quoteattr(source)} targetRef={quoteattr(target)}"
        return f'<sequenceFlow id="{key}" {ends}>{words if says else ""}</sequenceFlow>'


class Spiff:
    """A case on its way in the other engine."""

    def __init__(
        self, steps: list[Step], data: dict[str, Any], passes: Callable[[Step], bool]
    ) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(Drawing(steps, passes).xml().encode())
        self.flow = BpmnWorkflow(parser.get_spec("p"), parser.get_subprocess_specs("p"))
        back = {f"back_{step['id']}": False for step in walk(steps)}
        for task in self.flow.get_tasks(state=TaskState.READY):
            task.data.update(data, **back)
        self.flow.do_engine_steps()

    def open(self) -> set[str]:
        """Where it stands."""
        return {task.task_spec.name for task in self._ready()}

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return bool(self.flow.completed)

    def leave(self, key: str, *, back: bool) -> None:
        """Somebody has done this step, or sends it back."""
        task = next(task for task in self._ready() if task.task_spec.name == key)
        task.data[f"back_{key}"] = back
        task.run()
        self.flow.do_engine_steps()

    def _ready(self) -> list[Any]:
        return list(self.flow.get_tasks(state=TaskState.READY, manual=True))
