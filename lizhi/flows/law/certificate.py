"""The certificate is issued on the day of the end, whatever else is open (劳动合同法 50)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.flows.checks.places import said, title
from lizhi.flows.checks.problem import Problem
from lizhi.flows.checks.routes import drop_route
from lizhi.flows.law.articles import LABOUR_50, NOTICE_AND_CERTIFICATE
from lizhi.flows.law.plan import ENDING, Plan
from lizhi.flows.meanings import begins_done
from lizhi.flows.repairs import Repair
from lizhi.workflow.tree import FOR_PEOPLE, Step

END_DATE = "contract_end"
SEAL = "seal_agreement"
"""The machine puts the company's seal under what both have agreed; nobody is waited for."""


def stands_on_its_day_alone(plan: Plan) -> Iterator[Problem]:
    """It exists, directly after a wait for the last day, on every way, behind nothing else."""
    mine = plan.certificate
    if mine is None:
        words = _("There is no step that issues the certificate.")
        why = _("It must be issued on the day the contract ends.")
        yield Problem("", words, why, LABOUR_50, "law", _move())
        return
    before = plan.earlier_in_row(mine["id"])
    if not before or not _waits_for_the_end(before[-1]):
        yield _wrong(mine, _("it is not issued on the day the contract ends."))
    for block, branch in plan.branch_around(mine["id"]):
        if block["kind"] != "parallel" or "when" in branch:
            yield _wrong(mine, _("it is issued only on one of several ways."))
    for step in _in_its_way(plan, mine):
        values = {"other": title(step)}
        yield _wrong(mine, _("it waits until “%(other)s” is done.") % values)


def _in_its_way(plan: Plan, mine: Step) -> Iterator[Step]:
    """Steps inside the blocks around it that come first, and other days that are waited for."""
    outer = {step["id"] for step in _at_the_top(plan, mine)}
    for step in plan.precedes(mine["id"]):
        if step["id"] in outer:
            other = step["kind"] == "wait" and not _waits_for_the_end(step)
            early = step["id"] in plan.undecided and step.get("until") in plan.own_dates
            if other and not early:
                yield step
        elif step["kind"] not in {"notify", "parallel"} and not _waits_for_the_end(step):
            yield step


def nobody_stands_before_it(plan: Plan) -> Iterator[Problem]:
    """Once it is certain that the employment ends, nobody's step comes before the certificate."""
    for step in _at_the_top(plan, plan.certificate):
        if step["id"] in plan.undecided or step["id"] == SEAL:
            continue
        held = step["kind"] in FOR_PEOPLE and not begins_done(step)
        if held or step["kind"] == "auto":
            words = _("the certificate waits until this is done.")
            yield said(
                step,
                words,
                "law",
                why=_("The contract ends on its day, whether anybody agrees or answers."),
                article=NOTICE_AND_CERTIFICATE if plan.is_unilateral else LABOUR_50,
                repair=_move(),
            )


def nothing_takes_it_away(plan: Plan) -> Iterator[Problem]:
    """No end and no way back cancels the wait for the day, or issues a second certificate."""
    mine = plan.certificate
    if mine is None:
        return
    for step in plan.steps:
        if step["kind"] == "end" and not _is_free(plan, step, mine):
            words = _("the case stops here, and the certificate is never issued.")
            repair = Repair("remove_step", _("Take this step out"), {"step": step["id"]})
            yield said(step, words, "law", article=_article(plan), repair=repair)
    for step, answer, target in plan.routes():
        if _takes_away(plan, step, target, mine):
            yield said(
                step,
                _("the way back takes the waiting certificate with it."),
                "law",
                why=_("Whatever is done again, the certificate is issued on its day."),
                article=LABOUR_50,
                repair=drop_route(step, answer),
            )


def _takes_away(plan: Plan, step: Step, target: str, mine: Step) -> bool:
    if target.startswith(ENDING):
        # Of a resignation this is told as what it is: a refusal.
        is_told = plan.body["way"] == Case.Way.RESIGNATION
        return not is_told and not _is_free(plan, step, mine)
    return plan.gives_up(target, mine["id"]) and not _comes_before(plan, step, mine)


def _is_free(plan: Plan, step: Step, mine: Step) -> bool:
    """Nothing has begun yet that must come to its end, or the certificate has been issued."""
    return step["id"] in plan.undecided or plan.is_after(step["id"], mine["id"])


def _comes_before(plan: Plan, step: Step, mine: Step) -> bool:
    return any(one is step for one in plan.precedes(mine["id"]))


def _at_the_top(plan: Plan, mine: Step | None) -> list[Step]:
    """What comes before the certificate, or before the block that it is in, in the whole process.

    Where there is no certificate that is nothing: its absence is told elsewhere.
    """
    if mine is None:
        return []
    outermost = ([mine["id"], *plan.tree.around(mine["id"])])[-1]
    return [step for step in plan.precedes(outermost) if not _waits_for_the_end(step)]


def _waits_for_the_end(step: Step) -> bool:
    return bool(step["kind"] == "wait" and step["until"] == END_DATE)


def _article(plan: Plan) -> str:
    resigned = plan.body["way"] == Case.Way.RESIGNATION
    return NOTICE_AND_CERTIFICATE if resigned else LABOUR_50


def _wrong(mine: Step, words: str) -> Problem:
    why = _("It must be issued on the day the contract ends, and may not depend on anything else.")
    return said(mine, words, "law", why=why, article=LABOUR_50, repair=_move())


def _move() -> Repair:
    return Repair("move_certificate", _("Issue it on the day the contract ends"))
