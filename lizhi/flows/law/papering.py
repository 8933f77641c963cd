"""Each way has its own papers: a step that makes or needs another stands there for ever."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import said, title
from lizhi.flows.checks.problem import Problem
from lizhi.flows.law.articles import LABOUR_50
from lizhi.flows.law.plan import Plan
from lizhi.flows.meanings import AFTER, PAPERS
from lizhi.flows.repairs import Repair
from lizhi.offboarding.ways import WAYS
from lizhi.workflow.tree import Step


def belongs_to_the_way(plan: Plan) -> Iterator[Problem]:
    """A resignation papered as a dismissal is stopped when it is printed; the case with it."""
    known = WAYS[plan.body["way"]].papers
    for step in plan.steps:
        if PAPERS.get(step["id"], known[0]) not in known:
            words = _("this way of ending has no such paper; the case would never come past it.")
            yield said(step, words, "law", why=_why(), article=LABOUR_50, repair=_remove(step))


def has_something_to_do(plan: Plan) -> Iterator[Problem]:
    """Nobody can sign what was never sent, and nothing is sealed that nobody has signed."""
    for key, needed in AFTER.items():
        step = plan.tree.steps.get(key)
        if step is None or plan.is_after(key, needed):
            continue
        known = plan.tree.steps.get(needed)
        words = _("“%(other)s” does not come before it; there would be nothing to do.")
        values = {"other": title(known) if known else needed}
        yield said(step, words % values, "law", why=_why(), article=LABOUR_50, repair=_remove(step))


def _why() -> str:
    return _("What the machine cannot make it tries for ever, and what follows is never done.")


def _remove(step: Step) -> Repair:
    return Repair("remove_step", _("Take this step out"), {"step": step["id"]})
