"""Steps that HR has added to a process: they have no page of their own, and share one."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.offboarding import going_back
from lizhi.offboarding.step_forms import FORMS
from lizhi.workflow import actions as workflow
from lizhi.workflow import forms_registry
from lizhi.workflow.engine import parts, trees
from lizhi.workflow.forms_registry import Field
from lizhi.workflow.models import Run, Version
from lizhi.workflow.tree import FOR_PEOPLE, Step

USUAL = {
    "agree": gettext_lazy("Agreed"),
    "done": gettext_lazy("Done with it"),
    workflow.SENT_BACK: gettext_lazy("Send it back"),
    "closed_by_time": gettext_lazy("nobody answered in time; it goes on"),
}


@dataclass(frozen=True)
class Way:
    """One answer that a page offers: its value, its words, and the step that it sends back to."""

    value: str
    words: str
    outcome: str
    to: str = ""


def step_of(run: Run) -> Step:
    """The step of this run, by its own version."""
    return parts.step_of(run)


def is_one(run: Run) -> bool:
    """Whether a person does it on the page that all such steps share."""
    step = step_of(run)
    return step["kind"] in FOR_PEOPLE and step.get("form") not in FORMS


def fields(run: Run) -> list[Field]:
    """What HR wants to know at this step."""
    return forms_registry.extra_fields(step_of(run))


def ways(run: Run) -> list[Way]:
    """The answers that are allowed here, in words; one to each step that it may go back to."""
    step = step_of(run)
    on: dict[str, Any] = step.get("on", {})
    usual = "agree" if step["kind"] == "approval" else "done"
    found = []
    for outcome in dict.fromkeys([*step.get("outcomes", [usual]), *on]):
        if outcome in _by_time(step):
            continue
        if outcome == workflow.SENT_BACK:
            found += _back(run, step)
        else:
            found.append(Way(outcome, in_words(step, outcome), outcome))
    return found


def leads_back(run: Run, way: Way) -> str:
    """The earlier step to which this answer leads; empty when it leads on or ends the case."""
    target = way.to or str(step_of(run).get("on", {}).get(way.outcome, ""))
    return "" if target.startswith("end:") else target


def offered(run: Run, *, today: dt.date) -> list[Way]:
    """What may be answered today: not what would put off wages that are due already."""
    return [
        one
        for one in ways(run)
        if not going_back.is_too_late(run, leads_back(run, one), today=today)
    ]


def in_words(step: Step, outcome: str) -> str:
    """As HR calls it, else as the house does."""
    return str(step.get("labels", {}).get(outcome) or USUAL.get(outcome, outcome))


def told(run: Run) -> str:
    """How it ended, for the progress; empty while it is open."""
    return in_words(step_of(run), run.outcome) if run.outcome else ""


def answers(versions: Iterable[Version]) -> dict[tuple[str, str], str]:
    """Step and outcome in the words of HR, of every step that HR has added to these versions."""
    return {
        (key, outcome): in_words(step, outcome)
        for version in versions
        for key, step in trees.of(version).steps.items()
        if step["kind"] in FOR_PEOPLE and step.get("form") not in FORMS
        for outcome in {*USUAL, *step.get("labels", {})}
    }


def _by_time(step: Step) -> set[str]:
    named = set(step.get("outcomes", ()))
    rules = [rule for rule in step.get("escalate", ()) if rule["action"] == "close"]
    return {rule["outcome"] for rule in rules} - named


def _back(run: Run, step: Step) -> list[Way]:
    steps = parts.tree_of(run).steps
    words = in_words(step, workflow.SENT_BACK)
    targets = [key for key in workflow.targets(step) if key in steps]
    return [
        Way(
            f"{workflow.SENT_BACK}:{key}",
            _("%(words)s: to “%(step)s”") % {"words": words, "step": steps[key].get("name", key)},
            workflow.SENT_BACK,
            key,
        )
        for key in targets
    ]
