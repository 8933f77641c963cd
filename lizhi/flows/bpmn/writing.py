"""The picture as BPMN 2.0 XML with its layout."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from lizhi.flows.bpmn import saying
from lizhi.flows.bpmn.shapes import Flow, Picture, Shape

NAMES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def xml(picture: Picture) -> bytes:
    """A file that BPMN tools open; equal pictures give equal bytes."""
    for prefix, uri in NAMES.items():
        ET.register_namespace(prefix, uri)
    root = ET.Element(
        _q("bpmn", "definitions"),
        {
            "id": f"definitions.{picture.key}",
            "targetNamespace": "urn:lizhi:flows",
            "exporter": "lizhi",
        },
    )
    _process(root, picture)
    _diagram(root, picture)
    ET.indent(root)
    return HEAD + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _q(prefix: str, name: str) -> str:
    return f"{{{NAMES[prefix]}}}{name}"


def _under(parent: ET.Element, prefix: str, tag: str, **values: str) -> ET.Element:
    return ET.SubElement(parent, _q(prefix, tag), values)


def _process(root: ET.Element, picture: Picture) -> None:
    values = {"id": _process_id(picture), "name": picture.name, "isExecutable": "false"}
    process = ET.SubElement(root, _q("bpmn", "process"), values)
    for shape in picture.shapes:
        _element(process, shape, picture.flows)
    for flow in picture.flows:
        _sequence(process, flow)


def _process_id(picture: Picture) -> str:
    return f"process.{picture.key}"


def _element(process: ET.Element, shape: Shape, flows: Iterable[Flow]) -> None:
    values = {"id": shape.id, **({"name": shape.name} if shape.name else {})}
    if shape.default:
        values["default"] = shape.default
    if shape.on:
        values |= {"attachedToRef": shape.on, "cancelActivity": "true"}
    made = ET.SubElement(process, _q("bpmn", shape.tag), values)
    if shape.says:
        _under(made, "bpmn", "documentation").text = "\n".join(shape.says)
    for flow in flows:
        if flow.target is shape:
            _under(made, "bpmn", "incoming").text = flow.id
    for flow in flows:
        if flow.source is shape:
            _under(made, "bpmn", "outgoing").text = flow.id
    _definition(made, shape)


def _definition(made: ET.Element, shape: Shape) -> None:
    """What kind of event it is."""
    if shape.ends_all:
        _under(made, "bpmn", "terminateEventDefinition", id=f"{shape.id}.all")
    if shape.timer:
        kind, value = shape.timer
        timer = _under(made, "bpmn", "timerEventDefinition", id=f"{shape.id}.timer")
        _formal(timer, kind, value)


def _formal(parent: ET.Element, name: str, text: str) -> None:
    made = _under(parent, "bpmn", name)
    made.set(_q("xsi", "type"), "bpmn:tFormalExpression")
    made.text = text


def _sequence(process: ET.Element, flow: Flow) -> None:
    values = {"id": flow.id, **({"name": flow.name} if flow.name else {})}
    values |= {"sourceRef": flow.source.id, "targetRef": flow.target.id}
    made = ET.SubElement(process, _q("bpmn", "sequenceFlow"), values)
    if flow.says:
        _under(made, "bpmn", "documentation").text = str(flow.says)
    if flow.when is not None:
        _formal(made, "conditionExpression", saying.condition(flow.when))


def _diagram(root: ET.Element, picture: Picture) -> None:
    diagram = _under(root, "bpmndi", "BPMNDiagram", id=f"diagram.{picture.key}")
    plane = _under(
        diagram,
        "bpmndi",
        "BPMNPlane",
        id=f"plane.{picture.key}",
        bpmnElement=_process_id(picture),
    )
    for shape in picture.shapes:
        _shape(plane, shape)
    for flow in picture.flows:
        edge = _under(plane, "bpmndi", "BPMNEdge", id=f"{flow.id}.di", bpmnElement=flow.id)
        for point in flow.points:
            _under(edge, "di", "waypoint", x=str(point.x), y=str(point.y))


def _shape(plane: ET.Element, shape: Shape) -> None:
    made = _under(plane, "bpmndi", "BPMNShape", id=f"{shape.id}.di", bpmnElement=shape.id)
    if shape.tag == "exclusiveGateway":
        made.set("isMarkerVisible", "true")
    width, height = shape.size
    _under(
        made,
        "dc",
        "Bounds",
        x=str(shape.at.x),
        y=str(shape.at.y),
        width=str(width),
        height=str(height),
    )
