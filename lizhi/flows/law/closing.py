"""Every case comes to its closing, on which what must be kept is kept (劳动合同法 50)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.dates import dates
from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.flows.checks.routes import drop_route
from lizhi.flows.law.articles import LABOUR_50
from lizhi.flows.law.plan import ENDING, Plan
from lizhi.flows.meanings import Meaning
from lizhi.flows.repairs import Repair


def is_always_reached(plan: Plan) -> Iterator[Problem]:
    """It is the last step of all, nothing waits for what may never be, and no end cuts it off."""
    found = plan.meant(Meaning.CLOSING)
    if not found or plan.top[-1] is not found[0]:
        words = _("The last step must be the closing, outside of all blocks.")
        repair = Repair("move_closing", _("Put the closing last"))
        key = found[0]["id"] if found else ""
        yield Problem(key, words, _why(), LABOUR_50, "law", repair)
    sure = dates(certain=True) | plan.own_dates
    for step in plan.steps:
        if step["kind"] == "wait" and step["until"] not in sure:
            words = _("it waits for a day that may never be set; after it the case never ends.")
            repair = Repair(
                "wait_for_end", _("Wait for the end of the contract"), {"step": step["id"]}
            )
            yield said(step, words, "law", why=_why(), article=LABOUR_50, repair=repair)
    yield from _cut_off(plan)


def _cut_off(plan: Plan) -> Iterator[Problem]:
    """Once the certificate is issued a case goes on to its closing."""
    mine = plan.certificate
    if mine is None:
        return
    for step in plan.steps:
        if step["kind"] == "end" and plan.is_after(step["id"], mine["id"]):
            repair = Repair("remove_step", _("Take this step out"), {"step": step["id"]})
            words = _("the case stops here and is never closed.")
            yield said(step, words, "law", why=_why(), article=LABOUR_50, repair=repair)
    for step, answer, target in plan.routes():
        if target.startswith(ENDING) and plan.is_after(step["id"], mine["id"]):
            words = _("the case stops here and is never closed.")
            repair = drop_route(step, answer)
            yield said(step, words, "law", why=_why(), article=LABOUR_50, repair=repair)


def _why() -> str:
    return _("Papers and proofs of an ended contract must be kept; the closing does it.")
