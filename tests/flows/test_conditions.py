"""Conditions ask what is known at their place on every way, by a comparison that makes sense."""

from typing import Any

import pytest

from lizhi.flows.checks import problems
from tests.flows.bodies import branch, changed, review

Body = dict[str, Any]
NUMBER = {"key": "days", "type": "number", "label": "天数"}
FIELDS = [
    NUMBER,
    {"key": "day", "type": "date"},
    {"key": "risk", "type": "choice", "choices": ["high", "low"]},
    {"key": "fine", "type": "yes_no"},
    {"key": "words", "type": "text"},
    {"key": "scan", "type": "file", "label": "扫描件"},
]


def asking(field: str, op: str, value: Any) -> Body:
    when = {"field": field, "op": op, "value": value}
    return {"id": "c", "kind": "choose", "branches": [{"when": when, "steps": []}, {"steps": []}]}


def said(*steps: Body) -> list[str]:
    def add(body: Body) -> None:
        branch(body, "手续")[0:0] = steps

    return [one.words for one in problems(changed(add))]


@pytest.mark.parametrize(
    ("field", "op", "value"),
    [
        ("days", ">=", 3),
        ("days", "in", [1, 2.5]),
        ("day", "<", "2026-03-01"),
        ("risk", "==", "high"),
        ("risk", "not in", ["high", "low"]),
        ("fine", "==", True),
        ("scan", "there", True),
        ("scan", "not there", True),
        ("case.reason", "in", ["family", "health"]),
        ("employee.branch", "==", "沈阳"),
        ("employee.leads", ">", 0),
        ("case.in_probation", "!=", False),
    ],
)
def test_what_fits_may_be_asked(field: str, op: str, value: Any) -> None:
    assert said(review(fields=FIELDS), asking(field, op, value)) == []


@pytest.mark.parametrize(
    ("field", "op", "value"),
    [
        ("risk", ">=", "high"),
        ("fine", "<", True),
        ("employee.post", ">", "A"),
        ("days", "==", "3"),
        ("days", "==", True),
        ("days", "in", 3),
        ("days", "==", [3]),
        ("day", "==", "1 March"),
        ("day", "==", "20260301"),
        ("risk", "==", "medium"),
        ("risk", "in", ["high", "medium"]),
        ("fine", "==", "yes"),
        ("case.reason", "==", "tired"),
        ("employee.leads", "==", "two"),
        ("words", "==", "x"),
        ("words", "there", True),
        ("scan", "==", True),
        ("scan", "in", [True]),
        ("scan", "there", False),
        ("scan", "there", "x"),
        ("salary", ">", 3),
    ],
)
def test_what_does_not_fit_is_refused(field: str, op: str, value: Any) -> None:
    assert len(said(review(fields=FIELDS), asking(field, op, value))) == 1


def choice(*first: Body) -> Body:
    when = {"field": "case.in_probation", "op": "==", "value": True}
    branches = [{"when": when, "steps": list(first)}, {"steps": []}]
    return {"id": "which", "kind": "choose", "name": "试用期", "branches": branches}


def test_what_only_one_branch_has_asked_is_not_known_after_it() -> None:
    assert said(choice(review(fields=[NUMBER])), asking("days", ">", 1)) == [
        "选择：走到这里之前，不是每条路都问过“days”。"
    ]
    assert said(choice(review(fields=[NUMBER]), asking("days", ">", 1))) == []


def test_what_goes_on_beside_it_is_not_known() -> None:
    one, other = {"steps": [review(fields=[NUMBER])]}, {"steps": [asking("days", ">", 1)]}
    both = {"id": "both", "kind": "parallel", "branches": [one, other]}
    assert len(said(both)) == 1
    both["branches"] = [one, {"steps": []}]
    assert said(both, asking("days", ">", 1)) == []
    when = {"field": "case.in_probation", "op": "==", "value": True}
    both["branches"] = [{**one, "when": when}, {"steps": []}]
    assert len(said(both, asking("days", ">", 1))) == 1


def test_it_may_not_be_asked_before_it_is_known() -> None:
    assert len(said(asking("days", ">", 1), review(fields=[NUMBER]))) == 1


def test_a_name_keeps_its_kind_from_version_to_version() -> None:
    before = changed(lambda body: branch(body, "手续").insert(0, review(fields=[NUMBER])))
    assert problems(before, [before]) == []
    text = {"key": "days", "type": "text"}
    other = changed(lambda body: branch(body, "手续").insert(0, review(kind="task", fields=[text])))
    assert [one.words for one in problems(other, [before])] == [
        "法务复核：编号 legal_review 在以前的版本里是另一种步骤，换一个编号吧。",
        "法务复核：字段 days 在以前的版本里问的是别的，换一个编号吧。",
    ]
