"""What a step is called in BPMN."""

from lizhi.workflow.tree import Step

OF_STEPS = {
    "task": "userTask",
    "approval": "userTask",
    "sign": "userTask",
    "auto": "serviceTask",
    "notify": "sendTask",
}


def gateway_of(step: Step) -> str:
    """At both ends of a block: the branches all go, those that hold, or the first that holds."""
    if step["kind"] == "choose":
        return "exclusiveGateway"
    conditional = any("when" in branch for branch in step["branches"])
    return "inclusiveGateway" if conditional else "parallelGateway"
