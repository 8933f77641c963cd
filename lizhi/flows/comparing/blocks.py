"""What differs in the branches of a block, besides the steps in them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows import saying
from lizhi.flows.comparing.rows import Difference, changed
from lizhi.flows.comparing.steps import said_of
from lizhi.workflow.tree import Step


def differences(old: Step, new: Step) -> Iterator[Difference]:
    """Branch by branch, from left to right."""
    before, after = old.get("branches"), new.get("branches")
    if before is None and after is None:
        return
    name = saying.name(new)
    before, after = before or [], after or []
    for number in range(max(len(before), len(after))):
        what = _("branch %(n)s") % {"n": number + 1}
        if number >= len(before):
            more = _("One way more")
            yield changed(name, what, "", _branch(after[number]), more)
        elif number >= len(after):
            yield changed(name, what, _branch(before[number]), "", _("One way less"))
        else:
            yield from _one(name, what, before[number], after[number])


def _one(name: str, what: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    if old.get("when") != new.get("when"):
        said = saying.condition(old.get("when")), saying.condition(new.get("when"))
        if said[0] == said[1]:
            said = said_of("", old.get("when")), said_of("", new.get("when"))
        yield changed(name, what, *said, _("Other people go this way"))
    if old.get("name") != new.get("name"):
        both = _("name of %(branch)s") % {"branch": what}
        yield changed(name, both, old.get("name"), new.get("name"))


def _branch(branch: dict[str, Any]) -> str:
    named, when = branch.get("name", ""), branch.get("when")
    if when is None:
        return str(named) or _("always")
    return saying.condition(when)
