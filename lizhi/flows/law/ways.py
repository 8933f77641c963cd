"""Which rule of law holds for which way of ending an employment. Small, so that it can be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lizhi.cases.models import Case
from lizhi.flows.checks.problem import Problem
from lizhi.flows.law import certificate, closing, notice, silence, wages
from lizhi.flows.law.plan import UNILATERAL, Plan

Way = Case.Way
EVERY = frozenset(Way)


@dataclass(frozen=True)
class Rule:
    """One thing that the law asks of a process."""

    asks: Callable[[Plan], Iterator[Problem]]
    ways: frozenset[str]


RULES = (
    Rule(notice.is_the_first_step, frozenset({Way.RESIGNATION})),
    Rule(notice.cannot_be_refused, frozenset({Way.RESIGNATION})),
    Rule(certificate.stands_on_its_day_alone, EVERY),
    Rule(certificate.nobody_stands_before_it, UNILATERAL),
    Rule(certificate.nothing_takes_it_away, EVERY),
    Rule(wages.wait_for_nobody, EVERY),
    Rule(silence.holds_up_nothing, EVERY),
    Rule(closing.is_always_reached, EVERY),
)


def of(way: str) -> list[Rule]:
    """What is asked of a process for this way."""
    return [rule for rule in RULES if way in rule.ways]
