"""Why people go, counted: all that ever leaves this room of what somebody said in a talk.

Numbers of ticked codes over many cases; never whose they are, never a word, never a note.
"""

from collections import Counter
from dataclasses import dataclass, field

from lizhi.cases.models import CaseQuerySet
from lizhi.talks.models import Cause, Talk

FEWEST = 5
"""Fewer than this could be recognised."""


@dataclass(frozen=True)
class Causes:
    """How many ticked something, and how many of them each cause; few are hidden, not rounded."""

    answered: int | None = None
    """None: too few to tell."""
    often: dict[str, int] = field(default_factory=dict)
    """By the code of the cause, the most usual first; only what at least five people ticked."""


def causes(cases: CaseQuerySet) -> Causes:
    """Of these cases, whose leavers ticked anything and did not take it back.

    Below five nothing is told at all, so that nobody finds out what one colleague has said.
    """
    talks = Talk.objects.filter(case__in=cases).exclude(state=Talk.State.OFF)
    ticked = [found for found in talks.values_list("causes", flat=True) if found]
    if len(ticked) < FEWEST:
        return Causes()
    counted = Counter(code for found in ticked for code in set(found) if code in Cause.values)
    often = {code: n for code, n in counted.most_common() if n >= FEWEST}
    return Causes(len(ticked), often)
