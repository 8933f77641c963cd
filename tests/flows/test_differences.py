"""Two versions side by side, in the sentences that HR reads."""

import copy
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from lizhi.flows import editing
from lizhi.flows.comparing import differences
from lizhi.offboarding import definitions
from tests.flows import changing
from tests.flows.language import english

__all__ = ["english"]

Body = dict[str, Any]
SHIPPED = definitions.shipped(definitions.REMOTE_RESIGNATION)


def said(old: Body, new: Body) -> list[str]:
    """As the page writes it."""
    with translation.override("zh-hans"):
        return [
            f"{one.step}｜{one.what}｜{one.old} → {one.new}｜{one.plainly}"
            for one in differences(old, new)
        ]


def after(key: str, **values: Any) -> Body:
    return editing.replace(SHIPPED, key, values)


@pytest.mark.parametrize(
    ("key", "values", "words"),
    [
        (
            "signature",
            {"due": {"n": 72, "unit": "hours"}},
            "签署协议｜时限｜48 小时 → 72 小时｜晚 1 天",
        ),
        (
            "signature",
            {"due": {"n": 3, "unit": "work_days"}},
            "签署协议｜时限｜48 小时 → 3 个工作日｜时限换了算法",
        ),
        (
            "handover",
            {"on_empty_owner": "hr_of_branch"},
            "工作交接｜没人时｜没有 → 分支的 HR｜不会没人接",
        ),
        (
            "confirmation",
            {"owner": "group_hr"},
            "HR 确认｜谁来办｜分支的 HR → 集团 HR｜换人办",
        ),
        (
            "confirmation",
            {"name": "HR 确认并盖章"},
            "HR 确认并盖章｜名字｜HR 确认 → HR 确认并盖章｜只换了名字",
        ),
        (
            "answer",
            {"remind": None},
            "员工核对结算｜提醒｜收到后 48 小时，提醒：办的人 → 没有｜少 1 次提醒",
        ),
        (
            "answer",
            {"escalate": None},
            "员工核对结算｜没人办时｜收到后 7 天，没有答复也往下走 → 没有｜一直等到有人答复",
        ),
        (
            "contract_end",
            {},
            None,
        ),
    ],
)
def test_what_was_changed_is_said_with_what_it_means(
    key: str, values: dict[str, Any], words: str | None
) -> None:
    assert said(SHIPPED, after(key, **values)) == ([words] if words else [])


def test_a_new_step_and_a_gone_one_are_said_with_their_place() -> None:
    step = {"id": "approval_1", "kind": "approval", "name": "法务复核", "owner": "group_hr"}
    new = editing.add(SHIPPED, step, after="confirmation")
    words = "审批、集团 HR，在办理第 1 支，HR 确认之后"
    assert said(SHIPPED, new) == [f"法务复核｜｜没有 → {words}｜多一步"]
    assert said(new, SHIPPED) == [f"法务复核｜｜{words} → 没有｜少一步"]


def test_one_move_is_one_line() -> None:
    moved = editing.move(SHIPPED, "settlement", "down")
    assert said(SHIPPED, moved) == [
        "员工核对结算｜位置｜在办理第 1 支，财务结算之后 → 在办理第 1 支，公司盖章之后｜换了位置"
    ]


def test_a_condition_is_said_in_words() -> None:
    block = editing.fresh("choose", [SHIPPED])
    old = editing.add(SHIPPED, block, after="confirmation")
    when = {"all": [{"field": "employee.post", "op": "in", "value": ["经理", "总监"]}]}
    new = editing.set_branch(old, "choose_1", 0, name="经理", when=when)
    first, second = said(old, new)
    assert first == (
        "New: one way of several｜第 1 支｜"
        "试用期里：是 → 岗位是其中之一：经理、总监｜走这一支的人变了"
    )
    assert second.endswith("第 1 支的名字｜Branch 1 → 经理｜")


@settings(max_examples=200, deadline=None)
@given(changing.bodies(), st.data())
def test_there_is_a_difference_if_and_only_if_the_bodies_differ(
    body: Body, data: st.DataObject
) -> None:
    other = body
    for _ in range(data.draw(st.integers(0, 3))):
        other = changing.once(data.draw, other)
    assert bool(differences(body, other)) == (body != other)
    assert bool(differences(other, body)) == (body != other)
    assert differences(body, copy.deepcopy(body)) == []


@settings(max_examples=60, deadline=None)
@given(changing.bodies(), changing.bodies())
def test_two_processes_that_have_nothing_to_do_with_each_other_compare_as_well(
    one: Body, other: Body
) -> None:
    assert bool(differences(one, other)) == (one != other)
