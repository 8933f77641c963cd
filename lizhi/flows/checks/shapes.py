"""The shape of a definition: which keys a step of each kind has, and what may stand in them."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common.calendar import UNITS
from lizhi.workflow.conditions import OPERATORS
from lizhi.workflow.forms_registry import TYPES
from lizhi.workflow.tree import KINDS

MOST_STEPS = 200
DEEPEST = 6
Check = Callable[[Any, str], Iterator[str]]

NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _wrong(path: str) -> str:
    return _("%(place)s is not as it should be.") % {"place": path}


def text(most: int = 120, pattern: re.Pattern[str] | None = None) -> Check:
    """A short text, of this form."""

    def check(value: Any, path: str) -> Iterator[str]:
        good = isinstance(value, str) and 0 < len(value) <= most
        if not good or (pattern and not pattern.fullmatch(value)):
            yield _wrong(path)

    return check


def one_of(*choices: Any) -> Check:
    """One of these words."""

    def check(value: Any, path: str) -> Iterator[str]:
        if value not in choices:
            words = ", ".join(map(str, choices))
            yield _("%(place)s must be one of: %(words)s.") % {"place": path, "words": words}

    return check


def whole(value: Any, path: str) -> Iterator[str]:
    """A number from 0 to 1000, for counts of hours and days."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1000:
        yield _wrong(path)


def flag(value: Any, path: str) -> Iterator[str]:
    """Yes or no."""
    if not isinstance(value, bool):
        yield _wrong(path)


def anything(value: Any, path: str) -> Iterator[str]:
    """Whatever JSON can hold."""
    return iter(())


def several(item: Check, *, least: int = 0) -> Check:
    """A list of such things."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list) or len(value) < least:
            yield _wrong(path)
            return
        for n, part in enumerate(value, start=1):
            yield from item(part, f"{path}[{n}]")

    return check


def thing(must: dict[str, Check], may: dict[str, Check] | None = None) -> Check:
    """An object with these keys and no others."""
    known = {**must, **(may or {})}

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield _wrong(path)
            return
        for key in must.keys() - value.keys():
            yield _("%(place)s: “%(key)s” is missing.") % {"place": path, "key": key}
        for key, part in value.items():
            if key in known:
                yield from known[key](part, f"{path}.{key}")
            else:
                yield _("%(place)s: “%(key)s” means nothing here.") % {"place": path, "key": key}

    return check


def when(value: Any, path: str) -> Iterator[str]:
    """A condition."""
    if isinstance(value, dict) and value.keys() & {"all", "any"}:
        yield from thing({}, {"all": several(when, least=1), "any": several(when, least=1)})(
            value, path
        )
    else:
        must = {"field": text(), "op": one_of(*OPERATORS), "value": anything}
        yield from thing(must)(value, path)


def step(value: Any, path: str) -> Iterator[str]:
    """A step of one of the kinds."""
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        yield _wrong(f"{path}.kind")
        return
    name = value.get("id", path)
    must, may = STEPS[kind]
    yield from thing({**ALWAYS, **must}, {**NAMED, **may})(value, str(name))


def _target(value: Any, path: str) -> Iterator[str]:
    one = text()
    yield from (several(one, least=1) if isinstance(value, list) else one)(value, path)


def _routes(value: Any, path: str) -> Iterator[str]:
    known: dict[str, Check] = dict.fromkeys(value, _target) if isinstance(value, dict) else {}
    yield from thing({}, known)(value, path)


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
        "due": SPAN,
        "remind": several(REMIND),
        "escalate": several(ESCALATE),
        "on": _routes,
        "on_empty_owner": text(),
    },
)


def _branches(value: Any, path: str) -> Iterator[str]:
    branch = thing({"steps": several(step)}, {"when": when, "name": text(60)})
    yield from several(branch, least=1)(value, path)


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
    {"key": text(60, NAME), "name": text(80), "steps": several(step, least=1)},
    {"way": one_of(*Case.Way.values), "withdraw": thing({"until": text()})},
)


def problems(body: Any) -> list[str]:
    """What is wrong with the shape. Depth and size come first, so that the rest stays cheap."""
    steps, depth = _measure(body.get("steps") if isinstance(body, dict) else None)
    if steps > MOST_STEPS:
        return [_("A process has at most %(n)s steps.") % {"n": MOST_STEPS}]
    if depth > DEEPEST:
        return [_("Blocks lie at most %(n)s deep.") % {"n": DEEPEST}]
    return list(BODY(body, _("the process")))


def _measure(steps: Any, depth: int = 1) -> tuple[int, int]:
    """How many steps there are, and how deep; it looks no deeper than it has to."""
    if not isinstance(steps, list) or depth > DEEPEST:
        return 0, depth
    count, deepest = len(steps), depth
    for part in steps:
        branches = part.get("branches") if isinstance(part, dict) else None
        for branch in branches if isinstance(branches, list) else ():
            inner = branch.get("steps") if isinstance(branch, dict) else None
            more, low = _measure(inner, depth + 1)
            count, deepest = count + more, max(deepest, low)
    return count, deepest
