"""Two bodies side by side: names first, then each step in its order, gone ones where they were."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.flows import saying
from lizhi.flows.comparing import blocks, steps
from lizhi.flows.comparing.places import place, places
from lizhi.flows.comparing.rows import Difference, added, changed, removed
from lizhi.workflow.tree import walk

Body = dict[str, Any]
OF_THE_BODY = {
    "name": gettext_lazy("name of the process"),
    "way": gettext_lazy("way of ending"),
    "key": gettext_lazy("name in code"),
}


def differences(old: Body, new: Body) -> list[Difference]:
    """Every difference in words; nothing if and only if the bodies are equal."""
    return list(_found(old, new))


def _found(old: Body, new: Body) -> Iterator[Difference]:
    whole = _("the whole process")
    for name in sorted({*old, *new} - {"steps"}):
        if old.get(name) != new.get(name):
            yield changed(whole, OF_THE_BODY.get(name, name), old.get(name), new.get(name))
    before = {step["id"]: step for step in walk(old["steps"])}
    after = {step["id"]: step for step in walk(new["steps"])}
    moved = places(old, new)
    for key, step in after.items():
        if key not in before:
            yield added(saying.name(step), _with_place(new, step))
            continue
        yield from steps.differences(before[key], step)
        yield from blocks.differences(before[key], step)
        if key in moved:
            yield moved[key]
    for key, step in before.items():
        if key not in after:
            yield removed(saying.name(step), _with_place(old, step))


def _with_place(body: Body, step: Body) -> str:
    said = {"what": steps.whole(step), "where": place(body, step["id"])}
    return _("%(what)s, %(where)s") % said
