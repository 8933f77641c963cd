"""Whatever HR presses, a well-shaped process comes out, or a sentence that says why not."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lizhi.flows import editing
from lizhi.flows.checks import shapes
from lizhi.flows.editing import CannotBeDone
from lizhi.offboarding import definitions
from lizhi.workflow.tree import walk
from tests.flows import changing
from tests.flows.language import english
from tests.workflow.make import task

__all__ = ["english"]

Body = dict[str, Any]
SHIPPED = definitions.shipped(definitions.REMOTE_RESIGNATION)


def ids(steps: list[Any]) -> list[str]:
    return [step["id"] for step in steps]


def body_of(*steps: Any) -> Body:
    return {"key": "p", "name": "P", "steps": list(steps)}


def side_by_side(key: str, *branches: list[Any]) -> Any:
    return {"id": key, "kind": "parallel", "branches": [{"steps": one} for one in branches]}


def choice(key: str, *steps: Any) -> Any:
    when = {"field": "case.in_probation", "op": "==", "value": True}
    return {
        "id": key,
        "kind": "choose",
        "branches": [{"when": when, "steps": list(steps)}, {"steps": []}],
    }


@settings(max_examples=150, deadline=None)
@given(changing.bodies(), st.data())
def test_any_changes_one_after_another_give_well_shaped_processes(
    body: Body, data: st.DataObject
) -> None:
    kinds: dict[str, str] = {}
    for _ in range(data.draw(st.integers(1, 8))):
        before = copy.deepcopy(body)
        after = changing.once(data.draw, body)
        assert body == before, "what went in stays, so that it can be undone"
        assert shapes.problems(after) == []
        for step in walk(after["steps"]):
            assert kinds.setdefault(step["id"], step["kind"]) == step["kind"]
        assert len(set(ids(list(walk(after["steps"]))))) == len(ids(list(walk(after["steps"]))))
        body = after


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_is_pressed_the_law_s_steps_stay_where_they_are(data: st.DataObject) -> None:
    body = SHIPPED
    for _ in range(data.draw(st.integers(1, 8))):
        body = changing.once(data.draw, body)
    assert body["steps"][0]["id"] == "application"
    assert body["steps"][-1]["id"] == "closing"
    main = next(step for step in body["steps"] if step["id"] == "main")
    assert [ids(one["steps"])[:2] for one in main["branches"]].count(
        ["contract_end", "certificate"]
    ) == 1


@settings(max_examples=100, deadline=None)
@given(changing.bodies(), st.data())
def test_a_move_and_the_one_back_leave_nothing(body: Body, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(ids(list(walk(body["steps"])))))
    for there, back in (("up", "down"), ("down", "up")):
        try:
            moved = editing.move(body, key, there)
        except CannotBeDone:
            continue
        assert moved != body
        assert editing.move(moved, key, back) == body


def test_a_step_goes_into_the_block_beside_it_through_its_branches_and_out_again() -> None:
    body = body_of(task("a"), side_by_side("b", [task("c")], []))
    inside = editing.move(body, "a", "into")
    assert ids(inside["steps"]) == ["b"]
    assert ids(inside["steps"][0]["branches"][0]["steps"]) == ["c", "a"]
    further = editing.move(inside, "a", "into")
    assert ids(further["steps"][0]["branches"][1]["steps"]) == ["a"]
    with pytest.raises(CannotBeDone, match="no branch further right"):
        editing.move(further, "a", "into")
    assert ids(editing.move(further, "a", "out")["steps"]) == ["b", "a"]


def test_a_step_is_put_to_a_place_as_it_counts_once_the_step_has_left() -> None:
    body = body_of(task("a"), task("b"), side_by_side("p", [task("c")], []), task("d"))
    assert ids(editing.put(body, "a", index=1)["steps"]) == ["b", "a", "p", "d"]
    assert ids(editing.put(body, "d", index=0)["steps"]) == ["d", "a", "b", "p"]
    inside = editing.put(body, "a", block="p", branch=0, index=1)["steps"][1]["branches"]
    assert [ids(one["steps"]) for one in inside] == [["c", "a"], []]
    empty = editing.put(body, "c", block="p", branch=1, index=0)["steps"][2]["branches"]
    assert [ids(one["steps"]) for one in empty] == [[], ["c"]]
    assert ids(editing.put(body, "c", index=99)["steps"]) == ["a", "b", "p", "d", "c"]


@pytest.mark.parametrize(
    ("step", "block", "branch", "words"),
    [
        ("p", "p", 0, "cannot lie in itself"),
        ("p", "q", 0, "cannot lie in itself"),
        ("a", "b", 0, "branch is not there"),
        ("a", "p", 7, "branch is not there"),
        ("a", "nowhere", 0, "step is not there"),
        ("nobody", "p", 0, "step is not there"),
    ],
)
def test_a_place_that_is_none_is_refused(step: str, block: str, branch: int, words: str) -> None:
    body = body_of(task("a"), task("b"), side_by_side("p", [side_by_side("q", [task("c")], [])]))
    body["steps"][2]["branches"].append({"steps": []})
    with pytest.raises(CannotBeDone, match=words):
        editing.put(body, step, block=block, branch=branch)


def test_a_new_step_is_put_to_a_place() -> None:
    body = body_of(task("a"), side_by_side("p", [task("b")], []))
    new = editing.fresh("task", [body])
    assert ids(editing.add(body, new, index=0)["steps"]) == ["task_1", "a", "p"]
    inside = editing.add(body, new, block="p", branch=0, index=0)["steps"][1]["branches"]
    assert [ids(one["steps"]) for one in inside] == [["task_1", "b"], []]


def test_a_move_is_said_by_the_names_of_both_steps() -> None:
    before = body_of(task("a", name="法务复核"), task("b", name="HR 确认"), task("c", name="归档"))
    assert editing.said(before, editing.move(before, "a", "down"), "a") == (
        "法务复核 stands before 归档 now"
    )
    last = editing.move(before, "b", "down")
    assert editing.said(before, last, "b") == "HR 确认 stands after 归档 now"
    assert editing.said(before, before, "a") == ""


def test_nobody_is_sent_back_to_a_step_that_is_gone() -> None:
    body = body_of(task("a", name="A"), task("b"), task("c", on={"send_back": ["a", "b"]}))
    assert ids(editing.referrers(body, "a")) == ["c"]
    without = editing.delete(body, "a")
    assert without["steps"][1]["on"] == {"send_back": ["b"]}
    assert "on" not in editing.delete(without, "b")["steps"][0]


def test_the_only_step_cannot_be_deleted() -> None:
    with pytest.raises(CannotBeDone):
        editing.delete(body_of(task("a")), "a")


@pytest.mark.parametrize("key", ["application", "main", "contract_end", "certificate", "closing"])
def test_what_the_law_fixes_is_neither_deleted_nor_moved(key: str) -> None:
    with pytest.raises(CannotBeDone):
        editing.delete(SHIPPED, key)
    for direction in editing.DIRECTIONS:
        with pytest.raises(CannotBeDone):
            editing.move(SHIPPED, key, direction)


def test_the_certificate_waits_for_nothing_that_somebody_puts_before_it() -> None:
    step = editing.fresh("approval", [SHIPPED])
    with pytest.raises(CannotBeDone, match="on the day the contract ends"):
        editing.add(SHIPPED, step, after="contract_end")
    with pytest.raises(CannotBeDone):
        editing.add(SHIPPED, step, after="closing")
    with pytest.raises(CannotBeDone, match="takes effect on arrival"):
        editing.put(SHIPPED, "settlement", index=0)
    with pytest.raises(CannotBeDone, match="always the last"):
        editing.put(SHIPPED, "settlement", index=99)
    assert "approval_1" in ids(editing.add(SHIPPED, step)["steps"])


def test_a_new_step_has_a_name_that_no_step_of_any_version_had() -> None:
    old = body_of({"id": "task_1", "kind": "approval", "owner": "wang"})
    now = body_of(task("a"))
    assert editing.fresh("task", [now, old])["id"] == "task_2"


def test_a_choice_keeps_a_branch_for_everything_else() -> None:
    body = body_of(choice("q", task("a")))
    more = editing.add_branch(body, "q")
    branches = more["steps"][0]["branches"]
    assert ["when" in one for one in branches] == [True, True, False]
    with pytest.raises(CannotBeDone, match="everything else"):
        editing.drop_branch(more, "q", 2)
    with pytest.raises(CannotBeDone, match="two branches"):
        editing.drop_branch(body, "q", 0)
    with pytest.raises(CannotBeDone, match="further"):
        editing.move_branch(more, "q", 1, 1)
    assert editing.move_branch(more, "q", 0, 1)["steps"][0]["branches"][1] == branches[0]


def test_two_hundred_steps_are_enough_and_six_blocks_deep() -> None:
    full = body_of(*(task(f"s{n}") for n in range(200)))
    with pytest.raises(CannotBeDone, match="200"):
        editing.add(full, editing.fresh("task", [full]))
    deep = [task("in")]
    for n in range(5):
        deep = [side_by_side(f"b{n}", deep, [])]
    body = body_of(*deep)
    with pytest.raises(CannotBeDone, match="6"):
        editing.add(body, editing.fresh("parallel", [body]), after="in")
