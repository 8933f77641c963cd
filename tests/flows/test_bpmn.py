"""A process as BPMN 2.0: everything has its place, and other tools can read it."""

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from hypothesis import given, settings

from lizhi.common import clock
from lizhi.flows import bpmn
from lizhi.flows.bpmn import Picture
from lizhi.flows.bpmn.shapes import Place, Point, Shape
from lizhi.flows.bpmn.writing import NAMES
from lizhi.offboarding import definitions
from lizhi.workflow.tree import walk
from tests.flows import supposing
from tests.workflow.drawing import processes

SHAPES_WITHIN = {"boundaryEvent"}
"""These sit on the edge of their task, and nowhere else."""


def _whole(steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Every second task may be ended by an answer too, every third by two."""
    tasks = [one for one in walk(steps) if one["kind"] == "task"]
    for task in tasks[::2]:
        task.setdefault("on", {})["reject"] = "end:rejected"
    for task in tasks[::3]:
        task.setdefault("on", {})["lost"] = "end:lost"
    return {"key": "drawn", "name": "随机", "steps": steps}


def _touch(one: Shape, other: Shape) -> bool:
    beside = one.right <= other.at.x or other.right <= one.at.x
    apart = one.bottom <= other.at.y or other.bottom <= one.at.y
    return not beside and not apart


def _within(shape: Shape, place: Place) -> bool:
    across = place.left <= shape.at.x and shape.right <= place.right
    return across and place.top <= shape.at.y and shape.bottom <= place.bottom


def _check_layout(picture: Picture) -> None:
    free = [shape for shape in picture.shapes if shape.tag not in SHAPES_WITHIN]
    for number, one in enumerate(free):
        assert not [other.id for other in free[number + 1 :] if _touch(one, other)], one.id
    places = {place.step: place for place in picture.places}
    for shape in picture.shapes:
        assert shape.at.x >= 0
        assert shape.at.y >= 0
        assert shape.right <= picture.width
        assert shape.bottom <= picture.height
        if shape.step:
            assert _within(shape, places[shape.step]), shape.id
    for place in picture.places:
        if place.block:
            around = places[place.block]
            assert around.left <= place.left <= place.right <= around.right, place
            assert around.top <= place.top <= place.bottom <= around.bottom, place


def _check_flows(picture: Picture) -> None:
    for flow in picture.flows:
        first, last = flow.points[0], flow.points[-1]
        assert _on_edge(flow.source, first), flow
        assert _on_edge(flow.target, last), flow
        corners = zip(flow.points, flow.points[1:], strict=False)
        assert all(one.x == two.x or one.y == two.y for one, two in corners), "no slanting lines"
    for shape in picture.shapes:
        into = sum(flow.target is shape for flow in picture.flows)
        out = sum(flow.source is shape for flow in picture.flows)
        assert (into == 0) == (shape.tag in {"startEvent", "boundaryEvent"}), shape.id
        assert (out == 0) == (shape.tag == "endEvent"), shape.id


def _on_edge(shape: Shape, point: Point) -> bool:
    across = shape.at.x <= point.x <= shape.right
    return across and shape.at.y <= point.y <= shape.bottom


def _check_xml(picture: Picture) -> ET.Element:
    root = ET.fromstring(bpmn.xml(picture))  # noqa: S314  made a moment ago
    ids = Counter(one.get("id") for one in root.iter() if one.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    drawn = {one.get("bpmnElement") for one in root.iter() if one.get("bpmnElement")}
    named = {one.get("id") for one in root.iter(f"{{{NAMES['bpmn']}}}sequenceFlow")}
    named |= {shape.id for shape in picture.shapes}
    assert named <= drawn
    for one in root.iter():
        for name in ("sourceRef", "targetRef", "attachedToRef", "default", "bpmnElement"):
            assert one.get(name) is None or one.get(name) in ids, (one.tag, name)
    return root


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(processes())
def test_any_process_has_a_place_for_everything(steps: list[dict[str, Any]]) -> None:
    picture = bpmn.lay_out(_whole(steps))

    _check_layout(picture)
    _check_xml(picture)
    leaves = {one["id"] for one in walk(steps) if "branches" not in one}
    assert leaves <= {shape.id for shape in picture.shapes}


def test_the_shipped_process_is_drawn_with_its_names_and_times() -> None:
    picture = bpmn.lay_out(supposing.body())
    root = _check_xml(picture)
    _check_layout(picture)
    _check_flows(picture)

    names = {one.get("name") for one in root.iter()}
    assert {"主管知悉", "签署协议", "工作交接", "HR 确认", "财务结算", "离职证明", "归档"} <= names
    durations = {one.text for one in root.iter(f"{{{NAMES['bpmn']}}}timeDuration")}
    assert {"PT72H", "P7D", "P10D", "PT96H", "P30D"} == durations
    dates = {one.text for one in root.iter(f"{{{NAMES['bpmn']}}}timeDate")}
    assert dates == {"contract_end 00:05"}


def test_equal_processes_give_equal_files() -> None:
    assert bpmn.xml(bpmn.lay_out(supposing.body())) == bpmn.xml(bpmn.lay_out(supposing.body()))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(processes())
def test_it_is_valid_by_the_schema_of_the_standard(steps: list[dict[str, Any]]) -> None:
    schema = _schema()
    picture = bpmn.lay_out(_whole(steps))
    etree = pytest.importorskip("lxml.etree")
    document = etree.parse(io.BytesIO(bpmn.xml(picture)))
    assert schema.validate(document), schema.error_log


def test_the_shipped_process_is_valid_by_the_schema_of_the_standard() -> None:
    schema = _schema()
    etree = pytest.importorskip("lxml.etree")
    document = etree.parse(io.BytesIO(bpmn.xml(bpmn.lay_out(supposing.body()))))
    assert schema.validate(document), schema.error_log


def _schema() -> Any:
    """SpiffWorkflow, a tool of development, brings the schema along."""
    spiff = pytest.importorskip("SpiffWorkflow")
    etree = pytest.importorskip("lxml.etree")
    folder = Path(spiff.__file__).parent / "bpmn" / "parser" / "schema"
    return etree.XMLSchema(etree.parse(folder / "BPMN20.xsd"))


def test_a_name_full_of_signs_stays_a_name() -> None:
    hostile = '<a & "b"> ]]> \u202e名字'
    body = _whole([{"id": "one", "kind": "task", "name": hostile, "owner": "leaver"}])
    root = _check_xml(bpmn.lay_out(body))

    assert hostile in {one.get("name") for one in root.iter()}


def run(*arguments: object) -> int:
    try:
        call_command("flow", "export-bpmn", *map(str, arguments))
    except SystemExit as left:
        return int(str(left.code))
    return 0


@pytest.mark.django_db
def test_every_published_version_can_be_fetched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    definitions.publish_shipped(at=clock.now())
    file = tmp_path / "out.bpmn"

    assert run("remote_resignation", "--version", 1, "-o", file) == 0
    assert run("remote_resignation") == 0
    assert capsys.readouterr().out.encode().strip() == file.read_bytes().strip()
    assert run("remote_resignation", "--version", 9) == 2
    assert run("nothing") == 2
    assert run("remote_resignation", "-o", tmp_path / "no" / "folder.bpmn") == 2


def test_a_file_can_be_drawn_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "flow.json"
    file.write_text(json.dumps(supposing.body()), encoding="utf-8")
    assert run(file) == 0
    assert "主管知悉" in capsys.readouterr().out

    file.write_text("{}", encoding="utf-8")
    assert run(file) == 1
    assert json.loads(capsys.readouterr().out)["problems"]
