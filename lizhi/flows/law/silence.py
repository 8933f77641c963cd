"""Nobody's silence holds up what the law gives: every step of a person ends by time."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.flows.law.articles import LABOUR_50, WAGES_9
from lizhi.flows.law.plan import Plan
from lizhi.flows.law.spans import ends
from lizhi.flows.meanings import Meaning, begins_done, of
from lizhi.flows.repairs import Repair


def holds_up_nothing(plan: Plan) -> Iterator[Problem]:
    """Each has an end by time that is certain to come."""
    for step in plan.people:
        if begins_done(step) or ends(step):
            continue
        article = WAGES_9 if of(step) == Meaning.WAGES else LABOUR_50
        yield said(
            step,
            _("it has no end by time."),
            "law",
            why=_(
                "If nobody answers, the case never ends and what is due afterwards is never done."
            ),
            article=article,
            repair=Repair("add_end_by_time", _("End it after 7 days"), {"step": step["id"]}),
        )
