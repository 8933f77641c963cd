"""A process is published when it can be meant, and never changes afterwards."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lizhi.common.refusals import Refused
from lizhi.flows.checks import problems
from lizhi.flows.checks.size import MOST_STEPS
from lizhi.workflow import actions, definitions, forms_registry
from lizhi.workflow.definitions import NotPublishable
from lizhi.workflow.forms_registry import Field
from lizhi.workflow.models import Version
from tests.conftest import MONDAY
from tests.workflow import make
from tests.workflow.make import hours, parallel, task

pytestmark = pytest.mark.django_db
Step = dict[str, Any]


def body(*steps: Step) -> Step:
    return {"key": "k", "name": "Process", "steps": list(steps)}


def choose(*branches: Step) -> Step:
    return {"id": "c", "kind": "choose", "branches": list(branches)}


LONG = {"field": "case.reason", "op": "==", "value": "family"}


def test_versions_are_counted_and_new_cases_take_the_newest() -> None:
    assert definitions.active("k") is None
    one = definitions.publish("k", "One", body(task("a")), None, MONDAY)
    case = make.case()
    actions.start(case, one, by=None, at=MONDAY)
    two = definitions.publish("k", "Two", body(task("a"), task("b")), make.user("li"), MONDAY)
    assert (one.number, two.number, two.published_by) == (1, 2, make.user("li"))
    assert definitions.active("k") == two
    make.do(case, "a")
    assert make.standing(case) == set()


def test_an_unchanged_body_is_not_published_again_even_if_its_keys_stand_in_another_order() -> None:
    definitions.publish("k", "One", body(task("a")), None, MONDAY)
    same = dict(reversed(list(body(task("a")).items())))
    with pytest.raises(Refused) as caught:
        definitions.publish("k", "Two", same, None, MONDAY)
    assert caught.type is Refused
    assert Version.objects.count() == 1


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(NotPublishable) as caught:
        definitions.publish(
            "k", "One", body(task("a", "somebody"), task("b", form="x")), None, MONDAY
        )
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [task("a"), task("a")],
        [task("Not a name")],
        [task("a", colour="red")],
        [{"id": "a", "kind": "dance"}],
        [{"id": "a", "kind": "task"}],
        [task("a", "nobody_knows")],
        [task("a", mode="most")],
        [task("a", mode="vote")],
        [task("a", mode="vote", votes=0, on={"no": "end:no"})],
        [task("a", mode="all", votes=2)],
        [task("a", due={"n": 1, "unit": "weeks"})],
        [task("a", due={"n": -1, "unit": "hours"})],
        [task("a", due={"n": True, "unit": "hours"})],
        [task("a", remind=[{"after": hours(1), "to": "nobody_knows"}])],
        [task("a", escalate=[{"after": hours(1), "action": "close"}])],
        [task("a", escalate=[{"after": hours(1), "action": "add"}])],
        [task("a", form="unwritten")],
        [task("a", fields=[{"key": "x", "type": "colour"}])],
        [task("a", fields=[{"key": "x", "type": "choice"}])],
        [task("a", fields=[{"key": "x", "type": "date", "choices": ["1"]}])],
        [
            task("a", fields=[{"key": "x", "type": "date"}]),
            task("b", fields=[{"key": "x", "type": "date"}]),
        ],
        [task("a", on={"send_back": "z"})],
        [task("a", on={"send_back": "a"})],
        [task("a", on={"send_back": "b"}), task("b")],
        [parallel("p", [task("a")], [task("b", on={"send_back": "a"})])],
        [parallel("p", [task("a")]), task("b", on={"send_back": "a"})],
        [parallel("p")],
        [{"id": "w", "kind": "wait", "until": "birthday"}],
        [{"id": "w", "kind": "wait", "until": "contract_end", "at": "25:00"}],
        [{"id": "n", "kind": "notify", "to": "nobody_knows"}],
        [{"id": "e", "kind": "end", "outcome": "over"}, task("a")],
        [choose({"when": LONG, "steps": [task("a")]})],
        [choose({"steps": [task("a")]}, {"steps": []})],
        [choose({"when": {"field": "later", "op": "==", "value": 1}, "steps": []}, {"steps": []})],
        [choose({"when": {"field": "x", "op": "~", "value": 1}, "steps": []}, {"steps": []})],
        [
            task("a", fields=[{"key": "x", "type": "text"}]),
            choose({"when": {"field": "x", "op": "==", "value": 1}, "steps": []}, {"steps": []}),
        ],
        [task(f"a{n}") for n in range(MOST_STEPS + 1)],
    ],
)
def test_what_cannot_be_meant_is_not_published(steps: list[Step]) -> None:
    assert problems(body(*steps))


def test_blocks_lie_at_most_six_deep() -> None:
    step = task("a")
    for n in range(5):
        step = parallel(f"p{n}", [step])
    assert problems(body(step)) == []
    assert problems(body(parallel("p9", [step])))


def test_everything_that_a_process_can_say_is_understood() -> None:
    forms_registry.register("leaving", Field("days", "number"))
    try:
        first = task(
            "a",
            form="leaving",
            name="第一步",
            outcomes=["yes", "no"],
            mode="all",
            due={"n": 2, "unit": "work_days", "calendar": "branch"},
            remind=[{"after": {"n": 4, "unit": "work_hours"}}],
            escalate=[{"after": {"n": 3, "unit": "calendar_days"}, "action": "notify", "to": "li"}],
            on_empty_owner="chen",
        )
        when = {"any": [LONG, {"all": [{"field": "days", "op": ">", "value": 3}]}]}
        back = task("b", kind="approval", on={"send_back": ["a"], "no": "end:refused"})
        choice = choose({"when": when, "steps": [back], "name": "长"}, {"steps": []})
        told = {"id": "n", "kind": "notify", "to": "li"}
        vote = task("v", mode="vote", votes=2, on={"no": "end:refused"})
        whole = body(first, choice, told, {"id": "m", "kind": "auto"}, vote)
        assert problems({**whole, "withdraw": {"until": "b"}}) == []
        for until in ("z", "x", 1):
            assert problems({**whole, "withdraw": {"until": until}})
    finally:
        del forms_registry.FORMS["leaving"]


KEYS = [
    *("id", "kind", "steps", "branches", "when", "owner", "due", "on", "key", "name", "n"),
    *("escalate", "fields", "remind", "field", "op", "value", "all", "until", "to"),
]
WORDS = ["task", "choose", "parallel", "wait", "end", "notify", "wang"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner | st.sampled_from(WORDS), max_size=6)
    ),
    max_leaves=25,
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(JSON, JSON)
def test_no_body_however_strange_breaks_the_check(whole: Any, step: Any) -> None:
    assert problems(whole)
    problems(body(step, {**step, "id": "a", "kind": "task"} if isinstance(step, dict) else step))
