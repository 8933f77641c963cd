"""What differs at one step that is in both versions."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django_stubs_ext import StrOrPromise

from lizhi.flows import saying
from lizhi.flows.comparing.plainly import plainly
from lizhi.flows.comparing.rows import Difference, changed
from lizhi.flows.forms.choosing import MODES
from lizhi.flows.forms.rows import TYPE_WORDS
from lizhi.flows.saying.times import date
from lizhi.workflow.tree import Step

WHAT: dict[str, StrOrPromise] = {
    "name": gettext_lazy("what it is called"),
    "kind": gettext_lazy("kind"),
    "owner": gettext_lazy("who does it"),
    "on_empty_owner": gettext_lazy("if there is nobody"),
    "mode": gettext_lazy("if there are several"),
    "due": gettext_lazy("time limit"),
    "remind": gettext_lazy("reminders"),
    "escalate": gettext_lazy("if nobody answers"),
    "fields": gettext_lazy("questions"),
    "form": gettext_lazy("page"),
    "on": gettext_lazy("sent back or ended"),
    "outcomes": gettext_lazy("what can be answered"),
    "to": gettext_lazy("who hears of it"),
    "until": gettext_lazy("day that it waits for"),
    "at": gettext_lazy("time of day"),
    "outcome": gettext_lazy("how it ends"),
}


def differences(old: Step, new: Step) -> Iterator[Difference]:
    """Value by value; branches are compared elsewhere."""
    names = [name for name in WHAT if name in old or name in new]
    names += sorted({*old, *new} - {*WHAT, "id", "branches"})
    for name in names:
        before, after = old.get(name), new.get(name)
        if before == after and (name in old) == (name in new):
            continue
        said = said_of(name, before), said_of(name, after)
        if said[0] == said[1]:
            said = _exactly(before), _exactly(after)
        yield changed(saying.name(new), WHAT.get(name, name), *said, plainly(name, before, after))


def whole(step: Step) -> str:
    """A step that is new or gone, in one line."""
    parts = [saying.kind(step)]
    parts += [said_of(name, step[name]) for name in ("owner", "to", "due", "until") if name in step]
    return pgettext("list", ", ").join(part for part in parts if part)


def said_of(name: str, value: Any) -> str:
    """A value as the page says it."""
    if value is None:
        return ""
    return SAYING.get(name, _exactly)(value)


def _exactly(value: Any) -> str:
    """What two words would say alike."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _several(values: list[Any]) -> str:
    return _("; ").join(saying.rule(one) for one in values)


def _fields(values: list[Any]) -> str:
    words = [
        f"{one.get('label', one['key'])} ({TYPE_WORDS.get(one['type'], one['type'])})"
        for one in values
    ]
    return _("; ").join(words)


SAYING: dict[str, Callable[[Any], str]] = {
    "kind": lambda value: saying.kind({"kind": value}),
    "owner": saying.owner,
    "on_empty_owner": saying.owner,
    "to": saying.owner,
    "mode": lambda value: str(MODES.get(value, value)),
    "due": saying.span,
    "remind": _several,
    "escalate": _several,
    "fields": _fields,
    "until": date,
}
