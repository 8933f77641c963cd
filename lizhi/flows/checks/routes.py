"""Where answers lead: back along the own way or to an end, and never round and round."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.answers import answers, by_time
from lizhi.flows.checks.places import said, shown, title
from lizhi.flows.checks.problem import Problem
from lizhi.flows.meanings import FORM_ANSWERS
from lizhi.flows.repairs import Repair
from lizhi.workflow.tree import Step, Tree

SEND_BACK = "send_back"
ENDING = "end:"
OUTCOME = re.compile(r"[a-z][a-z0-9_]{0,29}")


def problems(tree: Tree, step: Step, order: dict[str, int]) -> Iterator[Problem]:
    """Every answer of a step for people leads somewhere, and one of them on."""
    for answer, target in step.get("on", {}).items():
        if isinstance(target, list) and answer != SEND_BACK:
            yield said(step, _("the answer “%(answer)s” leads to one place.") % {"answer": answer})
        for one in to(target):
            yield from _of_target(tree, step, one, order)
    if not _goes_on(step):
        words = _("every answer leads back: nobody ever comes past this step.")
        yield said(step, words, repair=_way_on(step))
    for answer in by_time(step):
        if any(one in tree.steps for one in to(step.get("on", {}).get(answer, []))):
            words = _("what time closes must not lead back: it would go round for ever.")
            yield said(step, words, repair=drop_route(step, answer))
    for answer in step.get("labels", {}):
        if answer not in answers(step):
            words = _("there are words for an answer that it does not have: %(answer)s.")
            yield said(step, words % {"answer": answer})


def to(target: str | list[str]) -> list[str]:
    """The places that an answer may lead to."""
    return [target] if isinstance(target, str) else list(target)


def drop_route(step: Step, answer: str) -> Repair:
    """Take this way out: the answer leads on."""
    return Repair("drop_route", _("Take this way out"), {"step": step["id"], "answer": answer})


def _way_on(step: Step) -> Repair:
    if own := FORM_ANSWERS.get(step.get("form", "")):
        return drop_route(step, own[0])  # its page cannot be given another answer
    return Repair("add_way_on", _("Add the answer “done”"), {"step": step["id"]})


def _goes_on(step: Step) -> bool:
    on = step.get("on", {})
    # A page of the house gives its own answers, whatever others the definition names.
    said_here = FORM_ANSWERS.get(step.get("form", ""), answers(step))
    return any(answer not in on or _is_end(on[answer]) for answer in said_here)


def _is_end(target: str | list[str]) -> bool:
    return isinstance(target, str) and target.startswith(ENDING)


def _of_target(tree: Tree, step: Step, target: str, order: dict[str, int]) -> Iterator[Problem]:
    if target.startswith(ENDING):
        if not OUTCOME.fullmatch(target.removeprefix(ENDING)):
            yield said(step, _("the end “%(name)s” has no good name.") % {"name": shown(target)})
    elif target not in tree.steps:
        yield said(step, _("there is no step “%(name)s”.") % {"name": shown(target)})
    elif step["id"] not in tree.rows[tree.row[target]]:
        words = _("“%(name)s” lies in another branch.")
        yield said(step, words % {"name": title(tree.steps[target])})
    elif order[target] >= order[step["id"]]:
        words = _("“%(name)s” does not come before it.")
        yield said(step, words % {"name": title(tree.steps[target])})
