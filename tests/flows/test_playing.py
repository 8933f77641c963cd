"""No process that passes the checks can keep from anybody what the law gives, in any run."""

import os
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from lizhi.flows.checks import problems
from tests.flows.drawing import drawn
from tests.flows.duties import broken
from tests.flows.mutating import mutated
from tests.flows.playing import Play

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MANY = int(os.environ.get("LIZHI_EXAMPLES", "120"))
"""Definitions of each kind that pass; those that are refused come on top."""
SEED = os.environ.get("LIZHI_SEED", "lizhi")
PLAYS = 10


@pytest.mark.parametrize(
    ("kind", "draw"),
    [
        ("mutated", mutated),
        ("drawn", drawn),
        ("mutual", lambda chance: drawn(chance, "mutual")),
        ("dismissal", lambda chance: drawn(chance, "dismissal")),
    ],
)
def test_what_passes_gives_everybody_what_the_law_gives(
    kind: str, draw: Callable[[Random], Any]
) -> None:
    passed = refused = 0
    while passed < MANY:
        name = f"{SEED} {kind} {passed + refused}"
        body = draw(Random(name))
        if problems(body):
            refused += 1
            continue
        passed += 1
        for n in range(PLAYS):
            play = Play(body, Random(f"{name} {n}")).run()
            assert broken(play) == [], (name, n, play.opened, body)
    assert refused > MANY / 10  # the checks were asked something


def test_the_plays_find_what_the_checks_refuse() -> None:
    """Of processes that only the law refuses, many show in a play what would have happened."""
    found: Counter[str] = Counter()
    for number in range(400):
        way = ("resignation", "mutual", "dismissal")[number % 3]
        body = drawn(Random(f"{SEED} unlawful {number}"), way)
        kinds = {problem.kind for problem in problems(body)}
        if kinds == {"law"}:
            plays = [Play(body, Random(f"{number} {n}")).run() for n in range(PLAYS)]
            found.update({duty for play in plays for duty in broken(play)})
    duties = {"certificate", "closing", "wages", "notice", "silence", "consent"}
    assert set(found) == duties, found
