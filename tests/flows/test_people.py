"""Every step finds somebody in every branch, or says what happens when it does not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lizhi.flows import repairs
from lizhi.flows.checks import people
from lizhi.workflow.owners import OWNERS
from tests import make
from tests.flows.bodies import LEGAL, branch, changed, review, shipped

pytestmark = pytest.mark.django_db
Body = dict[str, Any]


@pytest.fixture(autouse=True)
def legal() -> Iterator[None]:
    """A rule that names somebody in Shenzhen alone."""
    OWNERS["legal"] = lambda case: [case.leaver] if case.branch.name == "深圳总部" else []
    yield
    del OWNERS["legal"]


def for_leaders(body: Body) -> None:
    when = {"field": "employee.leads", "op": ">=", "value": 1}
    branches = [{"when": when, "steps": [review(owner="legal")]}, {"steps": []}]
    branch(body, "手续").insert(1, {"id": "leads", "kind": "choose", "branches": branches})


@pytest.fixture
def company() -> None:
    for place, phone in (("深圳总部", "1390000000"), ("沈阳分公司", "1390000001")):
        at = make.branch(place)
        boss = make.employee(f"{place}经理", f"{phone}1", at=at)
        make.employee(f"{place}员工", f"{phone}2", at=at, reports_to=boss)
        officer = make.employee(f"{place}人事", f"{phone}3", at=at)
        make.grant(officer.user, "hr", at=at)
    make.grant(officer.user, "group_hr")


def test_a_branch_without_a_lawyer_is_named_and_mended(company: None) -> None:
    body = changed(for_leaders)
    (found,) = people.nobody(body)
    assert str(found) == "法务复核：沈阳分公司没有这个人，也没写没人时给谁。"
    assert (found.step, found.article) == (LEGAL, "规则：找得到人")
    assert found.repair is not None
    mended = repairs.apply(body, found.repair.name, found.repair.values)
    assert people.nobody(mended) == []


def test_only_the_branch_of_the_process_is_tried(company: None) -> None:
    body = changed(for_leaders)
    assert people.nobody(body, make.branch("深圳总部")) == []
    assert len(people.nobody(body, make.branch("沈阳分公司"))) == 1


def test_a_way_that_nobody_takes_needs_nobody(company: None) -> None:
    def for_many(body: Body) -> None:
        for_leaders(body)
        choice = branch(body, "手续")[1]
        choice["branches"][0]["when"]["value"] = 5

    assert people.nobody(changed(for_many)) == []


def test_the_shipped_process_finds_everybody_and_nothing_is_written(company: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert people.nobody(shipped()) == []
    assert {query["sql"].split()[0] for query in captured} == {"SELECT"}


def test_where_nobody_holds_any_role_every_step_of_the_company_says_so() -> None:
    make.employee("独自", "13900000031")
    steps = {one.step for one in people.nobody(shipped())}
    assert steps == {"acknowledgement", "handover", "confirmation", "settlement"}
