"""Nobody's silence holds up what the law gives: every step of a person ends by time."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.flows.law.articles import LABOUR_50, WAGES_9
from lizhi.flows.law.plan import Plan
from lizhi.flows.law.spans import MOST_DAYS, bounded, ends
from lizhi.flows.meanings import Meaning, begins_done, of
from lizhi.flows.repairs import Repair
from lizhi.workflow.tree import Step


def holds_up_nothing(plan: Plan) -> Iterator[Problem]:
    """Each has an end by time that is certain to come, within three months."""
    for step in plan.people:
        if begins_done(step) or bounded(step):
            continue
        words = _("it has no end by time.")
        if ends(step):
            words = _("if nobody answers, it stays open for more than %(n)s days.")
            words %= {"n": MOST_DAYS}
        yield said(
            step,
            words,
            "law",
            why=_(
                "If nobody answers, the case never ends and what is due afterwards is never done."
            ),
            article=WAGES_9 if of(step) == Meaning.WAGES else LABOUR_50,
            repair=end_by_time(step),
        )


def end_by_time(step: Step) -> Repair:
    """An end that leaves enough time: finance has a month after the end of the contract."""
    values = {"step": step["id"]}
    if of(step) == Meaning.WAGES:
        return Repair("end_settlement", _("End it 30 days after the contract"), values)
    return Repair("add_end_by_time", _("End it after 7 days"), values)
