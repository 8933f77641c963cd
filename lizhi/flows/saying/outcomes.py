"""What an answer is called, and the end it leads to: in the step's own words, else the house's."""

from django.utils.translation import gettext_lazy

from lizhi.flows.repairs import BY_TIME, CALLED_OFF
from lizhi.offboarding.progress.node import OUTCOMES
from lizhi.workflow.tree import Step

ANSWERS = {
    **OUTCOMES,
    BY_TIME: gettext_lazy("no answer; it went on by itself"),
    CALLED_OFF: gettext_lazy("the company calls it off"),
    "accepted": gettext_lazy("the figures are right"),
    "agree": gettext_lazy("agree, it goes on"),
    "by_time": gettext_lazy("no answer; it went on by itself"),
    "done": gettext_lazy("done"),
    "not_answered": gettext_lazy("no answer to the figures"),
}
ROUTED = {
    **ANSWERS,
    "declined": gettext_lazy("not signed"),
    "expired": gettext_lazy("not signed in time"),
}
"""Where an answer leads elsewhere, the rest does not go on."""
ENDS = {
    CALLED_OFF: gettext_lazy("called off; the contract goes on"),
    "not_agreed": gettext_lazy("not agreed; the contract goes on"),
    "not_served": OUTCOMES["not_served"],
    "overtaken": gettext_lazy("another way of ending has come first"),
    "returned": gettext_lazy("came back; all stays as it was"),
    "withdrawn": gettext_lazy("taken back; the contract goes on"),
}


def answer(step: Step, outcome: str) -> str:
    """The words of the process, where HR has written some; a code that nobody has named stays."""
    words = ROUTED if outcome in step.get("on", {}) else ANSWERS
    return str(step.get("labels", {}).get(outcome) or words.get(outcome, outcome))


def end(outcome: str) -> str:
    """How a case ends that comes here."""
    return str(ENDS.get(outcome, outcome))
