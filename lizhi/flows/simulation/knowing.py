"""Whether a scenario speaks of this process: its steps are there, and can be answered so."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.answers import answers
from lizhi.flows.checks.places import shown, title
from lizhi.flows.simulation.scenario import Scenario
from lizhi.offboarding.serving import HOW
from lizhi.workflow.tree import FOR_PEOPLE, Step, Tree


def misunderstood(scenario: Scenario, body: Step) -> Iterator[str]:
    """What is supposed of steps that do not exist, or that nobody could answer in this way."""
    steps = Tree(body).steps
    for name, behaviour in scenario.steps.items():
        meant = [one for one in steps.values() if name in (one["id"], one.get("form"))]
        if not meant:
            yield _("There is no step “%(name)s” in this process.") % {"name": shown(name)}
        for step in meant:
            if behaviour.outcome and behaviour.outcome not in _possible(step):
                values = {"step": title(step), "answer": shown(behaviour.outcome)}
                yield _("“%(step)s” cannot be answered with “%(answer)s”.") % values
    named = [one.sends_back_to for one in (scenario.otherwise, *scenario.steps.values())]
    named += [one.step for one in scenario.happens]
    for name in dict.fromkeys(one for one in named if one and one not in steps):
        yield _("There is no step “%(name)s” in this process.") % {"name": shown(name)}


def _possible(step: Step) -> set[str]:
    if step["kind"] not in FOR_PEOPLE:
        return set()
    more = HOW if step.get("form") == "service" else ()
    return {*answers(step), *more}
