"""Who speaks: nobody in another's name, and silence not at all (民法典 140, 162)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.answers import by_time
from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.flows.law.articles import CIVIL_140, CIVIL_162, WAGES_9
from lizhi.flows.law.notice import LEAVER, named
from lizhi.flows.law.plan import Plan
from lizhi.flows.meanings import FORM_ANSWERS, OF_LEAVER, SPOKEN, Meaning, of
from lizhi.flows.repairs import Repair
from lizhi.workflow.owners import split
from lizhi.workflow.tree import Step

FINANCE = "finance_of_entity"
ROLE_OF_FINANCE = "role:finance"
HANDED = frozenset({"add", "reassign"})


def silence_says_nothing(plan: Plan) -> Iterator[Problem]:
    """What time ends is not filed as signed, accepted, served or settled by anybody."""
    for step in plan.people:
        for answer in dict.fromkeys(by_time(step)):
            if answer in SPOKEN.get(step.get("form", ""), ()):
                values = {"answer": named(step, answer)}
                words = _("when nobody answers in time, it is filed as “%(answer)s”.") % values
                more = {"step": step["id"], "answer": answer}
                yield said(
                    step,
                    words,
                    "law",
                    why=_("Nobody has said so; silence is no consent, no signature and no proof."),
                    article=CIVIL_140,
                    repair=Repair("say_nothing", _("Say only that the time was over"), more),
                )


def everybody_for_himself(plan: Plan) -> Iterator[Problem]:
    """Whoever leaves signs and answers alone, and has no part in what the company decides."""
    for step in plan.people:
        form = step.get("form", "")
        if form in OF_LEAVER:
            if _who(step) != {LEAVER}:
                yield _not_for(step, _("somebody else would speak for whoever leaves."), LEAVER)
        elif form in FORM_ANSWERS and LEAVER in _who(step):
            owner = FINANCE if of(step) == Meaning.WAGES else "hr_of_branch"
            yield _not_for(step, _("whoever leaves would speak for the company."), owner)


def finance_is_asked(plan: Plan) -> Iterator[Problem]:
    """The settlement is with people of finance: nobody else can do it, so nobody would."""
    for step in plan.meant(Meaning.WAGES):
        alone = step.get("mode", "any") == "any"
        rules = [step["owner"], *_taken_over(step, {"reassign"})]
        if alone and all(_is_finance(rule) for rule in rules):
            continue
        words = _("somebody else than finance would have to settle the wages.")
        if not alone:
            words = _("the wages wait until several have settled them.")
        yield said(
            step,
            words,
            "law",
            why=_("Only finance can work the wages out; they are due when the contract ends."),
            article=WAGES_9,
            repair=Repair(
                "give_to", _("Give it to finance"), {"step": step["id"], "owner": FINANCE}
            ),
        )


def nobody_writes_to_the_dead(plan: Plan) -> Iterator[Problem]:
    """No step waits for somebody who has died."""
    for step in plan.people:
        if LEAVER in _who(step):
            repair = Repair("remove_step", _("Take this step out"), {"step": step["id"]})
            words = _("it waits for somebody who has died.")
            why = _("Nobody writes to that phone any more; the heirs are told on paper.")
            yield said(step, words, "law", why=why, repair=repair)


def _is_finance(rule: str) -> bool:
    return rule in {FINANCE, ROLE_OF_FINANCE} or split(rule)[0] == "person"


def _who(step: Step) -> set[str]:
    """Every rule by which somebody gets this step."""
    return {step["owner"], *_taken_over(step, HANDED)}


def _taken_over(step: Step, actions: frozenset[str] | set[str]) -> list[str]:
    rules = [rule["to"] for rule in step.get("escalate", ()) if rule["action"] in actions]
    return [*rules, *([step["on_empty_owner"]] if "on_empty_owner" in step else [])]


def _not_for(step: Step, words: str, owner: str) -> Problem:
    why = _("What is signed, accepted or decided counts only from whoever it is asked of.")
    repair = Repair("give_to", _("Give it to whom it is for"), {"step": step["id"], "owner": owner})
    return said(step, words, "law", why=why, article=CIVIL_162, repair=repair)
