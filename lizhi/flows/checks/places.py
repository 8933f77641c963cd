"""Where in a process something is wrong, in the words of whoever draws it: never a path."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.flows.checks.problem import Kind, Problem
from lizhi.workflow.tree import Step

MOST_SHOWN = 40
UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, turned writing, halves of characters, ends of lines: no name holds them."""

PARTS = {
    "after": gettext_lazy("after how long"),
    "action": gettext_lazy("what happens then"),
    "all": gettext_lazy("condition"),
    "any": gettext_lazy("condition"),
    "at": gettext_lazy("hour"),
    "branches": gettext_lazy("branch"),
    "calendar": gettext_lazy("calendar"),
    "choices": gettext_lazy("choice"),
    "due": gettext_lazy("time limit"),
    "escalate": gettext_lazy("escalation"),
    "field": gettext_lazy("field"),
    "fields": gettext_lazy("extra field"),
    "form": gettext_lazy("form"),
    "from": gettext_lazy("counted from"),
    "id": gettext_lazy("id"),
    "key": gettext_lazy("id"),
    "kind": gettext_lazy("kind of step"),
    "label": gettext_lazy("label"),
    "labels": gettext_lazy("words of an answer"),
    "mode": gettext_lazy("how several people decide"),
    "n": gettext_lazy("number"),
    "name": gettext_lazy("name"),
    "on": gettext_lazy("where an answer leads"),
    "on_empty_owner": gettext_lazy("who does it when nobody is found"),
    "op": gettext_lazy("comparison"),
    "outcome": gettext_lazy("answer"),
    "outcomes": gettext_lazy("answers"),
    "owner": gettext_lazy("who does it"),
    "remind": gettext_lazy("reminder"),
    "required": gettext_lazy("required"),
    "steps": gettext_lazy("steps"),
    "to": gettext_lazy("to whom"),
    "type": gettext_lazy("kind of field"),
    "unit": gettext_lazy("unit"),
    "until": gettext_lazy("date"),
    "value": gettext_lazy("value"),
    "way": gettext_lazy("way of ending"),
    "when": gettext_lazy("condition"),
}

NAMELESS = {
    "end": gettext_lazy("the end"),
    "parallel": gettext_lazy("the steps beside each other"),
    "choose": gettext_lazy("the choice"),
}
"""What a step is called that needs no name of its own."""


def is_plain(words: str) -> bool:
    """One line that says what it shows. HTML is text like any other: it is shown as it is."""
    return not any(unicodedata.category(one) in UNSHOWN for one in words)


def shown(words: Any) -> str:
    """What somebody has typed, short enough and clean enough to be quoted."""
    text = str(words[: MOST_SHOWN + 1] if isinstance(words, str) else type(words).__name__)
    clean = "".join("?" if unicodedata.category(one) in UNSHOWN else one for one in text)
    return clean if len(clean) <= MOST_SHOWN else f"{clean[:MOST_SHOWN]}…"


def title(step: Step, number: int | None = None) -> str:
    """主管知悉; 第 3 步 when it has no name."""
    name = step.get("name")
    if isinstance(name, str) and name.strip():
        return shown(name)
    if number is not None:
        return _("step %(n)s") % {"n": number}
    if step.get("kind") in NAMELESS:
        return str(NAMELESS[step["kind"]])
    return shown(step.get("id"))


def said(step: Step, words: str, kind: Kind = "sense", **more: Any) -> Problem:
    """Something about this step: `words` follow its name."""
    whole = _("%(step)s: %(words)s") % {"step": title(step), "words": words}
    return Problem(step["id"], whole, kind=kind, **more)


@dataclass(frozen=True)
class Place:
    """A part of a step, while the shape is looked at."""

    step: str = ""
    title: str = ""
    parts: tuple[str, ...] = ()
    numbers: Iterator[int] = field(default_factory=lambda: count(1), compare=False)

    def at(self, step: Step) -> "Place":
        """The next step, as one counts down the list."""
        key = step.get("id")
        known = shown(key) if isinstance(key, str) else ""
        return replace(self, step=known, title=title(step, next(self.numbers)), parts=())

    def inside(self, key: str, n: int | None = None) -> "Place":
        """What stands under this key, of several the `n`th."""
        words = str(PARTS.get(key, shown(key)))
        return replace(self, parts=(*self.parts, f"{words} {n}" if n else words))

    def wrong(self, words: str = "") -> Problem:
        """It is not as it should be, or what else is to be said of it."""
        parts = " · ".join(self.parts)
        place = self.title or _("the process")
        if parts:
            place = _("%(step)s: %(words)s") % {"step": place, "words": parts}
        if not words:
            return Problem(self.step, _("%(place)s is not as it should be.") % {"place": place})
        return Problem(self.step, _("%(step)s: %(words)s") % {"step": place, "words": words})
