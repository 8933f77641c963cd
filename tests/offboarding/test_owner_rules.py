"""Whom owner rules name by level, role and name; and what HR cannot mean."""

from typing import Any

import pytest

from lizhi.cases import rules as cases
from lizhi.cases.models import Case
from lizhi.flows.checks import problems
from lizhi.handover import actions as handover
from lizhi.offboarding.owners import RULES
from lizhi.people.models import Department, Employment, RoleGrant
from lizhi.workflow import owners
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.django_db
Role = RoleGrant.Role


def body(owner: str, **more: Any) -> dict[str, Any]:
    step = {"id": "a", "kind": "task", "owner": owner, **more}
    return {"key": "k", "name": "Process", "steps": [step]}


def names(rule: str, case: Case, **more: str) -> list[str]:
    return [user.name for user in owners.resolve(rule, case, **more)]


@pytest.fixture
def line() -> list[Employment]:
    """张敏 reports to 王磊, he to 郭涛, he to 许浩, who answers for HR in the group."""
    top = make.employee("许浩", "19900000101", department="总部")
    make.grant(top.user, Role.GROUP_HR)
    director = make.employee("郭涛", "19900000102", department="总部", reports_to=top)
    boss = make.employee("王磊", "19900000103", reports_to=director)
    return [make.employee("张敏", "19900000104", reports_to=boss), boss, director, top]


def test_a_superior_is_counted_from_the_manager_up_to_whoever_stands_highest(
    line: list[Employment],
) -> None:
    case = make.case(line[0])
    found = [names(f"superior:{n}", case)[0] for n in (1, 2, 3, 4, 9)]
    assert found == ["王磊", "郭涛", "许浩", "许浩", "许浩"]
    assert names("superior:2", case) == names("superior_of_manager", case)


def test_nobody_stands_above_himself_where_two_lead_each_other(line: list[Employment]) -> None:
    leaver, boss, _director, _top = line
    Department.objects.filter(name="销售一部").update(head=boss)
    Employment.objects.filter(pk=boss.pk).update(reports_to=leaver)
    case = make.case(leaver)
    assert [names(f"superior:{n}", case)[0] for n in (1, 2, 3)] == ["王磊", "许浩", "许浩"]


def test_a_role_is_everybody_named_for_the_place_and_else_whoever_holds_it_everywhere(
    line: list[Employment],
) -> None:
    case = make.case(line[0])
    assert names("role:legal", case) == []
    assert names("role:legal", case, fallback="group_hr") == ["许浩"]
    everywhere = make.employee("罗勇", "19900000105", department="法务部").user
    RoleGrant.objects.create(user=everywhere, role=Role.LEGAL)
    assert names("role:legal", case) == ["罗勇"]
    for n, name in enumerate(("沈静", "顾晓芸")):
        make.grant(make.employee(name, f"1990000011{n}").user, Role.LEGAL)
    elsewhere = make.branch("西安研发", "示例制造（西安）有限公司")
    make.grant(make.employee("韩梅", "19900000115", at=elsewhere).user, Role.LEGAL, at=elsewhere)
    assert names("role:legal", case) == ["沈静", "顾晓芸"]


def test_finance_as_a_role_is_that_of_the_employer(line: list[Employment]) -> None:
    make.grant(make.employee("陈洁", "19900000106").user, Role.FINANCE)
    other = make.branch("西安研发", "示例制造（西安）有限公司")
    make.grant(make.employee("何倩", "19900000107", at=other).user, Role.FINANCE, at=other)
    assert names("role:finance", make.case(line[0])) == ["陈洁"]


def test_a_person_is_named_while_he_is_here_and_never_whoever_leaves(
    line: list[Employment],
) -> None:
    case = make.case(line[0])
    rule = f"person:{line[2].user.pk}"
    assert names(rule, case) == ["郭涛"]
    assert names(f"person:{line[0].user.pk}", case, fallback="superior:1") == ["王磊"]
    Employment.objects.filter(pk=line[2].pk).update(left_on="2026-05-01")
    assert names(rule, case) == []


def test_whoever_receives_something_can_own_a_step(company: Company) -> None:
    case = make.case(company.zhang_min)
    assert names("receivers", case) == []
    handover.begin(case, receiver=company.wang_lei.user, titles=["客户名单", "电脑"], at=MONDAY)
    assert sorted(names("receivers", case)) == ["周航", "王磊"]
    assert names("keeper_of_branch", case) == ["周航"]


def test_counsel_sees_a_case_only_once_a_step_of_it_has_come(company: Company) -> None:
    counsel = make.employee("罗勇", "19900000105").user
    make.grant(counsel, Role.LEGAL)
    case = make.case(company.zhang_min)
    assert cases.visible_case(counsel, case.number) is None
    task = make.open_task(case, "acknowledgement")
    task.assignee = counsel
    task.save()
    assert cases.visible_case(counsel, case.number) == case


@pytest.mark.parametrize(
    "rule",
    [
        *("superior:0", "superior:10", "superior:", "superior:x", "superior:-1", "superior:²"),
        *("superior", "role", "role:", "role:nonsense", "person", "person:", "person:0"),
        *("person:99999999999999999999", "person:x", "leaver:1", "boss:1", ":", "receivers:2"),
    ],
)
def test_a_rule_by_which_nobody_can_be_meant_is_not_published(rule: str) -> None:
    assert len(problems(body(rule))) == 1
    assert len(problems(body("leaver", on_empty_owner=rule))) == 1
    escalation = {"after": {"n": 1, "unit": "hours"}, "action": "add", "to": rule}
    assert len(problems(body("leaver", escalate=[escalation]))) == 1


def test_somebody_who_has_left_cannot_be_named(line: list[Employment]) -> None:
    rule = f"person:{line[2].user.pk}"
    good = ("superior:1", "superior:9", "role:legal", "receivers", "keeper_of_branch", rule)
    assert [problems(body(one)) for one in good] == [[]] * len(good)
    Employment.objects.filter(pk=line[2].pk).update(left_on="2026-05-01")
    assert [str(one) for one in problems(body(rule))] == ["a：郭涛已经离职了，请换一个人。"]


def test_every_rule_has_a_name_for_pages_and_says_what_stands_behind_its_colon() -> None:
    plain = {rule.__name__ for rule, _label in RULES}
    assert set(owners.LABELS) == {*plain, *owners.ARGUED}
    kinds = {name: label.argument for name, label in owners.LABELS.items()}
    assert (kinds["superior"], kinds["role"], kinds["person"]) == ("number", "role", "person")
    assert {kind for name, kind in kinds.items() if name in plain} == {"none"}
    assert str(owners.LABELS["manager_of_leaver"].words) == "离职人的主管"
