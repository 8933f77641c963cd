"""Every process that is shipped, and odd ones: each is a picture that other tools can read."""

import io
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lizhi.common import clock
from lizhi.flows import bpmn
from lizhi.flows.bpmn import marking
from lizhi.flows.simulation.playable import why_not
from lizhi.offboarding import definitions
from lizhi.offboarding.ways import STARTED_BY_HR
from tests import make
from tests.flows import test_bpmn as picture
from tests.offboarding import begun
from tests.offboarding.conftest import Company, company
from tests.workflow.make import parallel, task

__all__ = ["company"]
END = {"id": "stop", "kind": "end", "outcome": "over"}
WHEN = {"field": "case.in_probation", "op": "==", "value": True}
ASKED = {"fields": [{"key": "risk", "type": "choice", "choices": ["low", "<high>"]}]}


def choose(key: str, *branches: list[dict[str, Any]]) -> dict[str, Any]:
    """The first branch by a condition, the last one else."""
    made: list[dict[str, Any]] = [{"steps": steps} for steps in branches]
    for branch in made[:-1]:
        branch["when"] = WHEN
    return {"id": key, "kind": "choose", "name": f"选 {key}", "branches": made}


def nested(depth: int) -> dict[str, Any]:
    """A block in a block, in turns."""
    if not depth:
        return task("leaf", "leaver", name="最里面")
    inner = [nested(depth - 1)]
    block = parallel if depth % 2 else choose
    return block(f"b{depth}", inner, [task(f"t{depth}", "group_hr", name=f"第{depth}层")])


ODD: dict[str, list[dict[str, Any]]] = {
    "one step": [task("a", "leaver", name="只有一步")],
    "nested": [nested(6), task("z", "leaver", name="完")],
    "ends inside": [choose("c", [task("a", "leaver"), END], [task("b", "leaver")])],
    "empty branches": [parallel("p", [task("a", "leaver")], []), choose("c", [], [])],
    "many branches": [parallel("p", *[[task(f"n{n}", "leaver")] for n in range(20)])],
    "a long row": [task(f"n{n}", "leaver", name=f"第 {n} 步") for n in range(120)],
    "own steps": [
        {**task("a", "group_hr", name="复核", **ASKED), "kind": "approval", "outcomes": ["fine"]},
        task("b", "leaver", on={"send_back": ["a"], "no": "end:refused"}),
    ],
    "hostile names": [
        task(f"n{n}", "leaver", name=name)
        for n, name in enumerate(
            (
                "]]>",
                "<!--",
                "&lt;&amp;&#0;",
                "\"'",
                "\u202eabc",
                "😀" * 40,
                "a\tb\nc",
                " ",
                "长" * 120,
            )
        )
    ],
}


def _is_whole(body: dict[str, Any]) -> None:
    drawn = bpmn.lay_out(body)
    picture._check_layout(drawn)  # noqa: SLF001  beside it
    picture._check_flows(drawn)  # noqa: SLF001
    picture._check_xml(drawn)  # noqa: SLF001
    etree = pytest.importorskip("lxml.etree")
    schema = picture._schema()  # noqa: SLF001
    document = etree.parse(io.BytesIO(bpmn.xml(drawn)))
    assert schema.validate(document), schema.error_log


@pytest.mark.parametrize("key", definitions.SHIPPED)
def test_every_shipped_process_is_whole(key: str) -> None:
    _is_whole(definitions.shipped(key))


@pytest.mark.parametrize("name", ODD)
def test_odd_processes_are_whole(name: str) -> None:
    _is_whole({"key": "odd", "name": f"{name} <&>", "steps": ODD[name]})


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_what_no_file_can_hold_never_comes_so_far(sign: str) -> None:
    body = {"key": "odd", "name": "怪", "steps": [task("a", "leaver", name=f"一{sign}二")]}
    assert why_not(body)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("way", STARTED_BY_HR)
def test_hr_sees_how_far_each_way_has_come(client: Client, company: Company, way: str) -> None:
    case = begun.begin(company, way)
    make.signed_in(client, company.li_li.user)
    page = unescape(client.get(reverse("flows:diagram", args=[case.number])).content.decode())

    looks = marking.looks(case, clock.now())
    assert "now" in looks.values()
    assert page.count('<g class="now">') == sum(look == "now" for look in looks.values())
    assert page.count('<g class="done">') == sum(look == "done" for look in looks.values())
    assert all(case.runs.filter(step=key).exists() for key in looks if looks[key] != "ahead")


CODE = re.compile(r"[a-z_]+")


@pytest.mark.parametrize("file", sorted(definitions.FLOWS.glob("*.json")), ids=lambda one: one.stem)
def test_whoever_reads_the_picture_of_a_shipped_process_meets_no_code(file: Path) -> None:
    picture = bpmn.lay_out(definitions.shipped(file.stem))
    names = [*(one.name for one in picture.shapes), *(one.name for one in picture.flows)]
    assert [name for name in names if CODE.fullmatch(name)] == []
    said = [line for shape in picture.shapes for line in shape.says]
    assert [line for line in said if re.search("[a-z]_[a-z]", line)] == []


def test_an_answer_of_hrs_own_is_called_as_hr_calls_it_and_what_it_is_known_by_stays() -> None:
    step = task(
        "a", "group_hr", name="复核", labels={"risky": "有风险"}, on={"risky": "end:returned"}
    )
    close = {"after": {"n": 1, "unit": "hours"}, "action": "close", "outcome": "risky"}
    picture = bpmn.lay_out({"key": "k", "name": "k", "steps": [{**step, "escalate": [close]}]})
    ends = {shape.id: shape.name for shape in picture.shapes if shape.tag == "endEvent"}
    assert ends == {"a.end.risky": "人回来了，一切照旧", "end": ""}
    assert [flow.name for flow in picture.flows if flow.name] == ["有风险", "有风险"]


def test_an_agreement_that_nobody_signs_is_not_said_to_go_on() -> None:
    flows = bpmn.lay_out(definitions.shipped("mutual_agreement")).flows
    ending = {flow.name for flow in flows if flow.target.ends_all}
    assert ending == {"没有签", "过期没有签"}
