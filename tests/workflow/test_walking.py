"""The four rules against the independent model, on thousands of moves of drawn processes."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lizhi.flows.checks import problems
from lizhi.workflow import conditions
from lizhi.workflow.tree import Step, Tree, walk
from lizhi.workflow.walking import Walk
from tests.workflow.drawing import processes
from tests.workflow.many import many
from tests.workflow.tree_model import Model

MOVES = 25


def passes(step: Step) -> bool:
    return step["kind"] == "notify" or step.get("until") == "wished_day"


class Case:
    """A set of steps, moved by the rules."""

    def __init__(self, steps: list[Step], data: dict[str, Any]) -> None:
        self.tree = Tree({"steps": steps})
        self.data = data
        self.standing: set[str] = set()
        self.outcome: str | None = None
        self._take(self._begin())

    def _walk(self) -> Walk:
        def holds(when: Any) -> bool:
            return conditions.holds(when, self.data)

        return Walk(self.tree, self.standing, holds=holds, passes=passes)

    def _begin(self) -> Walk:
        move = self._walk()
        move.begin()
        return move

    def _take(self, move: Walk) -> None:
        stayed = (self.standing - set(move.given_up)) & move.standing
        opened = {key for key in move.entered if key in move.standing}
        assert stayed | opened == move.standing
        self.standing, self.outcome = move.standing, move.outcome

    def leave(self, key: str, target: str | None) -> None:
        move = self._walk()
        self.standing = self.standing - {key}
        if target is None:
            move.leave(key)
        else:
            move.jump(key, target)
        self._take(move)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(processes())
def test_every_drawn_process_could_be_published(steps: list[Step]) -> None:
    assert problems({"key": "k", "name": "k", "steps": steps}) == []


@pytest.mark.torture
@pytest.mark.slow
@settings(max_examples=many("walks", 300), deadline=None, suppress_health_check=list(HealthCheck))
@given(processes(), st.integers(0, 2), st.randoms(use_true_random=False))
def test_the_four_rules_agree_with_the_model(steps: list[Step], a: int, chance: Any) -> None:
    case, model = Case(steps, {"a": a}), Model(steps, {"a": a}, passes)
    ways_back = {step["id"]: step.get("on", {}).get("send_back") for step in walk(steps)}
    for _ in range(MOVES):
        assert case.standing == model.open()
        assert case.outcome == model.outcome
        if model.outcome is not None:
            return
        key = chance.choice(sorted(model.open()))
        target = ways_back[key] if chance.random() < 0.3 else None
        case.leave(key, target)
        model.leave(key, target)
