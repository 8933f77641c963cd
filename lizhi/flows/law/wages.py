"""The last wages are due when the contract ends, whoever is silent (工资支付暂行规定 9).

What it means that wages *wait* for a step: finance is asked to settle only when that step is done.
A step may come before the settlement, then; but on the day the contract ends finance must have been
asked, though everybody else has kept silent: each step before it ends by time, counted from the end
of the contract where its own time is longer, and all of them together within that day.
"""

import math
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.flows.checks.routes import drop_route, to
from lizhi.flows.law.articles import WAGES_9
from lizhi.flows.law.certificate import END_DATE
from lizhi.flows.law.plan import Plan
from lizhi.flows.law.silence import end_by_time
from lizhi.flows.law.spans import longest, soonest
from lizhi.flows.meanings import FORM_ANSWERS, Meaning, begins_done
from lizhi.flows.repairs import Repair
from lizhi.workflow.tree import FOR_PEOPLE, MACHINE, Step, walk

DAY = 24
"""Hours after the end of the contract within which finance must have been asked."""
A_WEEK = 7 * DAY
"""Hours after it that finance has at least."""


def wait_for_nobody(plan: Plan) -> Iterator[Problem]:
    """There is one settlement, on every way, and nobody's silence puts it off beyond the day."""
    found = plan.meant(Meaning.WAGES)
    if not found:
        words = _("There is no step in which the last wages are settled.")
        yield Problem("", words, _why(), WAGES_9, "law")
        return
    mine, *others = found
    for step in others:
        yield said(step, _("the wages are settled once."), "law", article=WAGES_9)
    for block, branch in plan.branch_around(mine["id"]):
        if block["kind"] != "parallel" or "when" in branch:
            words = _("the wages are settled only on one of several ways.")
            yield said(mine, words, "law", why=_why(), article=WAGES_9)
    yield from _put_off(plan, mine)
    yield from _taken_away(plan, mine)
    yield from _again_and_again(plan, mine)


def are_not_given_up(plan: Plan) -> Iterator[Problem]:
    """Time passes finance over a week after the end of the contract at the earliest."""
    for step in plan.meant(Meaning.WAGES):
        rules = [rule for rule in step.get("escalate", ()) if rule["action"] == "close"]
        if any(rule.get("from") != END_DATE or soonest(rule["after"]) < A_WEEK for rule in rules):
            words = _("finance is passed over before the wages could have been paid.")
            why = _("After that nobody is asked for them any more, and they are still owed.")
            repair = end_by_time(step)
            yield said(step, words, "law", why=why, article=WAGES_9, repair=repair)


def can_be_settled_again(plan: Plan) -> Iterator[Problem]:
    """While both may agree another last day, finance can be asked once more for it.

    That is so as long as the machine does nothing behind the block in which finance settles: what
    it has sealed or printed there it would do again.
    """
    for mine in plan.meant(Meaning.WAGES):
        inner = [block for block, _branch in plan.branch_around(mine["id"])][:-1]
        for block in inner:
            for key in sorted(plan.tree.behind(block["id"])):
                step = plan.tree.steps[key]
                if step["kind"] in MACHINE:
                    words = _("it comes after the block in which the wages are settled.")
                    why = _("Both could not agree another last day any more once it is done.")
                    yield said(step, words, "law", why=why, article=WAGES_9)


def _put_off(plan: Plan, mine: Step) -> Iterator[Problem]:
    too_long = [step for step in _before(plan, mine) if _span(step) > DAY]
    for step in too_long:
        words = _("the wages wait for it, beyond the day the contract ends.")
        repair = _end_with_contract(step) if step["kind"] in FOR_PEOPLE else None
        yield said(step, words, "law", why=_why(), article=WAGES_9, repair=repair)
    if not too_long and _until(plan.top, mine, _free(plan)) > DAY:
        words = _("the steps before it end too late, one after another.")
        yield said(mine, words, "law", why=_why(), article=WAGES_9)


def _taken_away(plan: Plan, mine: Step) -> Iterator[Problem]:
    """Somebody beside it must not break off what finance has begun."""
    before = {step["id"] for step in plan.precedes(mine["id"])}
    for step, _answer, target in plan.routes():
        beside = step["id"] not in before and not plan.is_after(step["id"], mine["id"])
        jumps = target in plan.tree.steps and plan.gives_up(target, mine["id"])
        if beside and jumps and step is not mine:
            words = _("its way back breaks off the settlement of the wages.")
            yield said(step, words, "law", why=_why(), article=WAGES_9)


def _again_and_again(plan: Plan, mine: Step) -> Iterator[Problem]:
    """What a page of the house answers before the settlement leads on, or it goes round for ever.

    Where HR allows to send back, the house refuses it once the contract has ended.
    """
    for step in _before(plan, mine):
        for answer in FORM_ANSWERS.get(step.get("form", ""), ()):
            targets = to(step.get("on", {}).get(answer, []))
            if any(one in plan.tree.steps for one in targets):
                words = _("“%(answer)s” leads back, and the wages wait for another round.")
                words %= {"answer": step.get("labels", {}).get(answer, answer)}
                repair = drop_route(step, answer)
                yield said(step, words, "law", why=_why(), article=WAGES_9, repair=repair)


def _before(plan: Plan, mine: Step) -> Iterator[Step]:
    free = _free(plan)
    for step in plan.precedes(mine["id"]):
        if "branches" not in step and step["id"] not in free:
            yield step


def _free(plan: Plan) -> frozenset[str]:
    """Until these are done the employment goes on, and no last wages are due."""
    certificate = plan.certificate
    if certificate is None:
        return frozenset()
    return frozenset(step["id"] for step in plan.precedes(certificate["id"]))


def _until(steps: list[Step], mine: Step, free: frozenset[str]) -> float:
    """The most hours after the end of the contract at which the settlement opens."""
    hours = 0.0
    for step in steps:
        if step is mine:
            return hours
        branches = [branch["steps"] for branch in step.get("branches", ())]
        for inner in branches:
            if any(one is mine for one in walk(inner)):
                return hours + _until(inner, mine, free)
        hours += max((_all(inner, free) for inner in branches), default=0.0)
        hours += 0.0 if step["id"] in free else _span(step)
    return hours


def _all(steps: list[Step], free: frozenset[str]) -> float:
    return _until(steps, {}, free)


def _span(step: Step) -> float:
    """How many hours from the end of the contract, or from its opening if later, it may last."""
    if step["kind"] == "wait":
        return 0.0 if step["until"] == END_DATE else math.inf
    if step["kind"] in FOR_PEOPLE and not begins_done(step):
        return longest(step)
    return 0.0


def _why() -> str:
    return _("Wages are due at once when the contract ends; they are not tied to the handover.")


def _end_with_contract(step: Step) -> Repair:
    words = _("End it with the contract")
    return Repair("end_with_contract", words, {"step": step["id"]})
