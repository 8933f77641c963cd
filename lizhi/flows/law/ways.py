"""Which rule of law holds for which way of ending an employment. Small, so that it can be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lizhi.cases.models import Case
from lizhi.flows.checks.problem import Problem
from lizhi.flows.law import (
    binding,
    certificate,
    closing,
    notice,
    papering,
    silence,
    speaking,
    wages,
)
from lizhi.flows.law.plan import Plan
from lizhi.offboarding.ways import WAYS

Way = Case.Way
EVERY = frozenset(Way)
MOVING = frozenset(way for way, spec in WAYS.items() if spec.moves)


@dataclass(frozen=True)
class Rule:
    """One thing that the law asks of a process."""

    asks: Callable[[Plan], Iterator[Problem]]
    ways: frozenset[str]


RULES = (
    Rule(notice.is_the_first_step, frozenset({Way.RESIGNATION})),
    Rule(notice.cannot_be_refused, frozenset({Way.RESIGNATION})),
    Rule(certificate.stands_on_its_day_alone, EVERY),
    Rule(binding.comes_first, EVERY),
    Rule(binding.nothing_ends_unless, EVERY),
    Rule(binding.ends_say_that_it_goes_on, EVERY - {Way.RESIGNATION}),
    Rule(certificate.nobody_stands_before_it, EVERY),
    Rule(certificate.nothing_takes_it_away, EVERY),
    Rule(speaking.silence_says_nothing, EVERY),
    Rule(speaking.everybody_for_himself, EVERY),
    Rule(speaking.nobody_writes_to_the_dead, frozenset({Way.DEATH})),
    Rule(papering.belongs_to_the_way, EVERY),
    Rule(papering.has_something_to_do, EVERY),
    Rule(wages.wait_for_nobody, EVERY),
    Rule(wages.are_not_given_up, EVERY),
    Rule(wages.can_be_settled_again, MOVING),
    Rule(speaking.finance_is_asked, EVERY),
    Rule(silence.holds_up_nothing, EVERY),
    Rule(closing.is_always_reached, EVERY),
)


def of(way: str) -> list[Rule]:
    """What is asked of a process for this way."""
    return [rule for rule in RULES if way in rule.ways]
