"""Whether what a step says of several people can be meant: how they answer, and who joins them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.flows.repairs import Repair
from lizhi.workflow.tree import Step


def problems(step: Step) -> Iterator[Problem]:
    """A vote in which nobody could be against; somebody who joins and makes nothing go on."""
    yield from (said(step, words) for words in _of_votes(step))
    if any(rule["action"] == "add" for rule in step.get("escalate", ())):
        yield from (_joined(step, *words) for words in _in_vain(step))


def _of_votes(step: Step) -> Iterator[str]:
    if step.get("mode") == "vote":
        if not step.get("on"):
            yield _("a vote needs an answer in “on”, for whoever is against.")
        if step.get("votes") == 0:
            yield _("a vote needs at least one answer.")
    elif "votes" in step:
        yield _("“votes” means something in a vote only.")


def _in_vain(step: Step) -> Iterator[tuple[str, str]]:
    """What whoever joins does not do, and why.

    A vote that takes a number of answers takes no more of them when somebody joins.
    """
    mode = step.get("mode", "any")
    if mode in {"all", "sequential"}:
        yield (
            _("whoever joins it later is only one more who has to answer; it goes no further."),
            _("Here everybody's answer counts, so it still waits for whoever is silent."),
        )
    elif mode == "vote" and "votes" not in step:
        yield (
            _("whoever joins it later can make it take one vote more; it need not go further."),
            _("More than half of all who are asked decide, and he is asked as well."),
        )


def _joined(step: Step, words: str, why: str) -> Problem:
    repair = Repair("hand_over", _("Hand it over instead"), {"step": step["id"]})
    return said(step, words, why=why, repair=repair)
