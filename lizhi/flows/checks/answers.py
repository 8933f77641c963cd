"""The answers that a step for people can have: those it names, those of its form, those of time."""

from lizhi.flows.meanings import FORM_ANSWERS
from lizhi.workflow.tree import Step

DONE, AGREE = "done", "agree"


def answers(step: Step) -> list[str]:
    """What a person can answer here, each once."""
    own = step.get("outcomes") or FORM_ANSWERS.get(step.get("form", "")) or _usual(step)
    return list(dict.fromkeys([*own, *step.get("on", {})]))


def by_time(step: Step) -> list[str]:
    """The answers that time gives for whoever is silent."""
    rules = step.get("escalate", ())
    return [rule["outcome"] for rule in rules if rule["action"] == "close" and "outcome" in rule]


def _usual(step: Step) -> tuple[str, ...]:
    return (AGREE,) if step["kind"] == "approval" else (DONE,)
