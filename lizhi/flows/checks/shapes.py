"""The shape of a definition: which keys a step of each kind has, and what may stand in them."""

import re
from functools import partial
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common.calendar import UNITS
from lizhi.flows.checks import size
from lizhi.flows.checks.places import Place
from lizhi.flows.checks.plain import (
    MOST_TOLD,
    Check,
    Found,
    comparable,
    flag,
    one_of,
    several,
    text,
    thing,
    whole,
)
from lizhi.flows.checks.problem import Problem
from lizhi.workflow.conditions import OPERATORS
from lizhi.workflow.forms_registry import TYPES
from lizhi.workflow.tree import KINDS

MOST_CONDITIONS = 4
"""Conditions of conditions: so deep, nobody can read them aloud."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def when(value: Any, place: Place, depth: int = 1) -> Found:
    """A condition."""
    if depth > MOST_CONDITIONS:
        yield place.wrong(_("conditions lie at most %(n)s deep.") % {"n": MOST_CONDITIONS})
    elif isinstance(value, dict) and (joined := value.keys() & {"all", "any"}):
        parts = several(partial(when, depth=depth + 1), least=1)
        yield from thing({min(joined): parts})(value, place)
    else:
        must = {"field": text(), "op": one_of(*OPERATORS), "value": comparable}
        yield from thing(must)(value, place)


def step(value: Any, place: Place) -> Found:
    """A step of one of the kinds."""
    here = place.at(value) if isinstance(value, dict) else place.at({})
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        yield here.inside("kind").wrong()
        return
    must, may = STEPS[kind]
    yield from thing({**ALWAYS, **must}, {**NAMED, **may})(value, here)


def _target(value: Any, place: Place) -> Found:
    one = text()
    yield from (several(one, least=1) if isinstance(value, list) else one)(value, place)


def _routes(value: Any, place: Place) -> Found:
    yield from _by_answer(value, place, _target)


def _labels(value: Any, place: Place) -> Found:
    yield from _by_answer(value, place, text(20))


def _by_answer(value: Any, place: Place, check: Check) -> Found:
    if not isinstance(value, dict) or len(value) > MOST_TOLD:
        yield place.wrong()
        return
    for answer, part in value.items():
        yield from SLUG(answer, place)
        yield from check(part, place)


SLUG = text(40, NAME)
SPAN = thing({"n": whole, "unit": one_of(*UNITS)}, {"calendar": text()})
ALWAYS: dict[str, Check] = {"id": text(60, NAME), "kind": one_of(*sorted(KINDS))}
NAMED: dict[str, Check] = {"name": text(60)}
FIELD = thing(
    {"key": SLUG, "type": one_of(*TYPES)},
    {"label": text(), "required": flag, "choices": several(text(), least=1)},
)
REMIND = thing({"after": SPAN}, {"to": text(), "from": text()})
ESCALATE = thing(
    {"after": SPAN, "action": one_of("notify", "add", "reassign", "close")},
    {"to": text(), "outcome": SLUG, "from": text()},
)
FOR_PEOPLE: tuple[dict[str, Check], dict[str, Check]] = (
    {"owner": text()},
    {
        "mode": one_of("any", "all", "sequential", "vote"),
        "votes": whole,
        "form": text(),
        "fields": several(FIELD),
        "outcomes": several(SLUG, least=1),
        "labels": _labels,
        "due": SPAN,
        "remind": several(REMIND),
        "escalate": several(ESCALATE),
        "on": _routes,
        "on_empty_owner": text(),
    },
)


def _branches(value: Any, place: Place) -> Found:
    branch = thing({"steps": several(step, most=size.MOST_STEPS)}, {"when": when, "name": text(60)})
    yield from several(branch, least=1)(value, place)


STEPS: dict[str, tuple[dict[str, Check], dict[str, Check]]] = {
    "task": FOR_PEOPLE,
    "approval": FOR_PEOPLE,
    "sign": FOR_PEOPLE,
    "auto": ({}, {}),
    "notify": ({"to": text()}, {}),
    "wait": ({"until": text()}, {"at": text(5, HOUR)}),
    "parallel": ({"branches": _branches}, {}),
    "choose": ({"branches": _branches}, {}),
    "end": ({"outcome": text(30, NAME)}, {}),
}
BODY = thing(
    {
        "key": text(60, NAME),
        "name": text(80),
        "steps": several(step, least=1, most=size.MOST_STEPS),
    },
    {"way": one_of(*Case.Way.values), "withdraw": thing({"until": text()})},
)


def problems(body: Any) -> list[Problem]:
    """What is wrong with the shape. Depth and size come first, so that the rest stays cheap."""
    if found := size.problems(body):
        return found
    return list(islice(BODY(body, Place()), MOST_TOLD))
