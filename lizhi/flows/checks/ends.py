"""Steps that nobody ever comes to, because the process has always ended before them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.workflow.tree import Step


def unreachable(steps: list[Step]) -> Iterator[Problem]:
    """What stands behind a step that a case never leaves towards it."""
    for place, step in enumerate(steps):
        for branch in step.get("branches", ()):
            yield from unreachable(branch["steps"])
        if place and not _goes_on(steps[place - 1]) and steps[place - 1]["kind"] != "end":
            yield said(step, _("nobody ever comes here: the process has ended before it."))


def _goes_on(step: Step) -> bool:
    """Whether a case can come past this step."""
    if step["kind"] == "end":
        return False
    branches = step.get("branches", ())
    if step["kind"] == "parallel":
        branches = [branch for branch in branches if "when" not in branch]
        return all(_comes_through(branch["steps"]) for branch in branches)
    return not branches or any(_comes_through(branch["steps"]) for branch in branches)


def _comes_through(steps: list[Step]) -> bool:
    return all(_goes_on(step) for step in steps)
