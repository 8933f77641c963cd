"""Whatever is sent as a process is refused in words, quickly, and nothing breaks."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from lizhi.flows.checks import problems
from lizhi.workflow.definitions import body_hash
from tests import pace
from tests.flows.bodies import LEGAL, branch, changed, review, shipped, step

Body = dict[str, Any]
QUICK = 40
"""Times what the check of the shipped process takes, of fourteen steps."""
BIDI, NUL, HALF = "\u202e", "\x00", "\ud800"
TRUE = {"field": "case.in_probation", "op": "==", "value": True}


def nested(depth: int) -> Body:
    inner: list[Body] = [review()]
    for n in range(depth):
        inner = [{"id": f"p{n}", "kind": "parallel", "branches": [{"steps": inner}]}]
    return {**shipped(), "steps": inner}


def conditions(depth: int) -> Body:
    when: Body = TRUE
    for _ in range(depth):
        when = {"all": [when]}
    branches = [{"when": when, "steps": []}, {"steps": []}]
    return {**shipped(), "steps": [{"id": "c", "kind": "choose", "branches": branches}]}


def wide(many: int) -> Body:
    return {**shipped(), "steps": [review(f"s{n}") for n in range(many)]}


def with_step(**more: Any) -> Body:
    return changed(lambda body: branch(body, "手续").insert(1, review(**more)))


def with_value(value: Any) -> Body:
    def change(body: Body) -> None:
        when = {"field": "employee.leads", "op": ">=", "value": value}
        branches = [{"when": when, "steps": []}, {"steps": []}]
        branch(body, "手续").insert(1, {"id": "c", "kind": "choose", "branches": branches})

    return changed(change)


HOSTILE: dict[str, Callable[[], Any]] = {
    "10,000 steps": lambda: wide(10_000),
    "10,000 branches": lambda: {
        **shipped(),
        "steps": [{"id": "p", "kind": "parallel", "branches": [{"steps": []}] * 10_000}],
    },
    "depth 100": lambda: nested(100),
    "depth 50,000": lambda: nested(50_000),
    "conditions 100 deep": lambda: conditions(100),
    "conditions 50,000 deep": lambda: conditions(50_000),
    "10,000 conditions": lambda: with_value([1] * 10_000),
    "doubled ids": lambda: with_step(key="handover"),
    "a turned name": lambda: with_step(name=f"法务{BIDI}核复"),
    "a name with nothing in it": lambda: with_step(name="  "),
    "a name with a zero": lambda: with_step(name=f"法务{NUL}"),
    "half a character": lambda: with_step(name=f"法务{HALF}"),
    "a long name": lambda: with_step(name="长" * 10_000_000),
    "a hostile key": lambda: with_step(**{f"{NUL}{BIDI}" * 1000: 1}),
    "a hostile answer": lambda: with_step(outcomes=[f"no{NUL}"]),
    "a hostile label": lambda: with_step(outcomes=["a"], labels={"a": BIDI}),
    "a list of targets": lambda: with_step(on={"no": ["acknowledgement"]}),
    "100,000 reminders": lambda: with_step(remind=[{}] * 100_000),
    "100,000 choices": lambda: with_step(
        fields=[{"key": "x", "type": "choice", "choices": ["a"] * 100_000}]
    ),
    "100,000 keys": lambda: with_step(**{f"k{n}": n for n in range(100_000)}),
    "a huge number": lambda: with_value(10**400),
    "not a number": lambda: with_value(float("nan")),
    "no end of numbers": lambda: with_value(float("inf")),
    "a list of lists": lambda: with_value([[[]]]),
    "a huge time": lambda: with_step(due={"n": 10**30, "unit": "hours"}),
    "half an hour": lambda: with_step(due={"n": 0.5, "unit": "hours"}),
    "a unit that is a list": lambda: with_step(due={"n": 1, "unit": ["hours"]}),
    "a kind that is an object": lambda: {**shipped(), "steps": [{"kind": {}}]},
    "steps that are texts": lambda: {**shipped(), "steps": ["a", None, 3]},
    "a way that nobody knows": lambda: {**shipped(), "way": "fired"},
    "a way that is a list": lambda: {**shipped(), "way": ["resignation"]},
    "branches that are a text": lambda: {
        **shipped(),
        "steps": [{"id": "p", "kind": "parallel", "branches": "x" * 1000}],
    },
}


def quick(body: Body) -> bool:
    """It costs no more than some shipped processes do."""
    usual = shipped()
    return pace.spent(lambda: problems(body)) < QUICK * pace.spent(lambda: problems(usual))


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_words_and_quickly(name: str) -> None:
    body = HOSTILE[name]()
    found = problems(body)
    assert quick(body)
    assert 0 < len(found) <= 60
    for one in found:
        assert one.words.isprintable()
        assert len(one.words) < 300
        assert "[" not in one.words
        json.dumps(one.as_json(), ensure_ascii=False).encode()


def test_two_hundred_steps_are_checked_quickly() -> None:
    def many(body: Body) -> None:
        room = 200 - 14
        branch(body, "到期").extend(
            review(f"r{n}", on={"send_back": f"r{n - 1}"} if n else {}) for n in range(room)
        )

    body = changed(many)
    assert problems(body) == []
    assert quick(body)


def test_html_in_a_name_is_a_name_like_any_other() -> None:
    body = with_step(name="<script>alert(1)</script>")
    assert problems(body) == []
    assert len(body_hash(body)) == 64


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        (lambda one: one.pop("name"), LEGAL, "第 3 步没有名字。"),
        (lambda one: one.pop("owner"), LEGAL, "法务复核：谁来办：还没填。"),
        (lambda one: one.update(colour="red"), LEGAL, "法务复核：“colour”放在这里没有意义。"),
        (
            lambda one: one.update(due={"n": -1, "unit": "hours"}),
            LEGAL,
            "法务复核：时限 · 数字：要填 0 到 1000 的整数。",
        ),
        (
            lambda one: one.update(remind=[{"after": 3}]),
            LEGAL,
            "法务复核：提醒 1 · 隔多久 填得不对。",
        ),
        (lambda one: one.pop("kind"), LEGAL, "法务复核：步骤种类 填得不对。"),
        (lambda one: one.update(id=7), "", "法务复核：编号 填得不对。"),
        (lambda one: one.update(owner="lawyer"), LEGAL, "法务复核：不知道“lawyer”是谁。"),
        (
            lambda one: one.update(on={"send_back": "signature"}),
            LEGAL,
            "法务复核：“签署协议”在另一个分支里。",
        ),
        (
            lambda one: one.update(on={"send_back": "nowhere"}),
            LEGAL,
            "法务复核：没有“nowhere”这一步。",
        ),
        (lambda one: one.update(form="x"), LEGAL, "法务复核：没有“x”这个表单。"),
        (lambda one: one.update(kind="auto"), LEGAL, "法务复核：“owner”放在这里没有意义。"),
        (
            lambda one: one.update(outcomes=["no"], on={"no": "acknowledgement"}),
            LEGAL,
            "法务复核：每个出口都退回，谁也走不过这一步。",
        ),
        (
            lambda one: one.update(on={"closed_by_time": "acknowledgement"}),
            LEGAL,
            "法务复核：到时自动走的不能退回，不然会一直转圈。",
        ),
    ],
)
def test_a_mistake_is_told_by_the_name_of_the_step(
    change: Callable[[Body], object], key: str, words: str
) -> None:
    body = changed(lambda body: branch(body, "手续").insert(0, review()))
    change(step(body, LEGAL))
    found = problems(body)
    assert (key, words) in [(one.step, one.words) for one in found]
