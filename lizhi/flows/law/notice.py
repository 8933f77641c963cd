"""A resignation takes effect when it arrives: nobody can refuse it, and nobody stops its clock."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.flows.checks.answers import answers, by_time
from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.flows.checks.routes import drop_route
from lizhi.flows.law.articles import CIVIL_141, LABOUR_37, NOTICE
from lizhi.flows.law.plan import ENDING, Plan
from lizhi.flows.meanings import Meaning, of
from lizhi.flows.repairs import Repair
from lizhi.workflow.tree import Step

LEAVER = "leaver"
REFUSALS = frozenset(
    {"reject", "rejected", "refuse", "refused", "decline", "declined", "deny", "denied"}
    | {"disagree", "veto", "not_approved", "disapprove"}
)
WORDS_OF_REFUSAL = (
    *("不同意", "拒绝", "驳回", "不批", "不准", "不许", "否决", "不予", "打回", "不接受", "不放"),
    *("reject", "refuse", "decline", "deny", "denied", "disagree", "not approve", "veto"),
)


def is_the_first_step(plan: Plan) -> Iterator[Problem]:
    """The process begins with the employee's own notice, and has no second one."""
    first = plan.top[0]
    if of(first) != Meaning.NOTICE or first["owner"] != LEAVER:
        words = _("the first step must be the employee's own notice.")
        yield said(first, words, "law", article=LABOUR_37)
    for step in plan.meant(Meaning.NOTICE):
        if step is not first:
            words = _("the notice has arrived already; nobody hands it in twice.")
            yield said(step, words, "law", article=NOTICE, repair=_remove(step))


def cannot_be_refused(plan: Plan) -> Iterator[Problem]:
    """No answer of anybody, and no silence, ends the case or gives the notice back."""
    for step, answer, target in plan.routes():
        if target.startswith(ENDING):
            if not _is_over(plan, step):
                yield _ends(step, answer)
        elif any(plan.gives_up(target, one["id"]) for one in plan.meant(Meaning.NOTICE)):
            words = _("“%(answer)s” gives the notice back.") % {"answer": named(step, answer)}
            why = _("It took effect when it arrived; nobody can return it.")
            yield _problem(step, words, why, NOTICE, drop_route(step, answer))
    for step in plan.people:
        yield from _refusals(step)


def _is_over(plan: Plan, step: Step) -> bool:
    """The certificate has been issued when a case comes here."""
    certificate = plan.certificate
    return certificate is not None and plan.is_after(step["id"], certificate["id"])


def _ends(step: Step, answer: str) -> Problem:
    values = {"answer": named(step, answer)}
    repair = drop_route(step, answer)
    if step["owner"] == LEAVER:
        words = _("by “%(answer)s” the employee takes the notice back alone.") % values
        why = _("Once it has arrived that needs the company's consent; there is a page for it.")
        return _problem(step, words, why, CIVIL_141, repair)
    if answer in by_time(step):
        words = _("when nobody answers in time, the case stops.")
    else:
        words = _("whoever answers “%(answer)s” stops the case.") % values
    why = _("A resignation takes effect when it arrives; nobody can refuse it or stop the 30 days.")
    return _problem(step, words, why, LABOUR_37, repair)


def _refusals(step: Step) -> Iterator[Problem]:
    """Answers that promise what the law does not give. Nobody has to sign an agreement."""
    if step.get("form") == "signature":
        return
    for answer in answers(step):
        label = step.get("labels", {}).get(answer, "")
        if answer in REFUSALS or _refuses(label):
            yield _can_be_said(step, named(step, answer), _drop_answer(step, answer))
    for field in step.get("fields", ()):
        for choice in field.get("choices", ()):
            if _refuses(choice):
                yield _can_be_said(step, choice)


def _refuses(words: str) -> bool:
    return any(word in words.lower() for word in WORDS_OF_REFUSAL)


def _can_be_said(step: Step, answer: str, repair: Repair | None = None) -> Problem:
    words = _("“%(answer)s” can be answered.") % {"answer": answer}
    why = _("Whoever reads it believes that a resignation can be refused.")
    return _problem(step, words, why, LABOUR_37, repair)


def named(step: Step, answer: str) -> str:
    """The words of an answer, else its name."""
    return str(step.get("labels", {}).get(answer, answer))


def _problem(step: Step, words: str, why: str, article: str, repair: Repair | None) -> Problem:
    return said(step, words, "law", why=why, article=article, repair=repair)


def _drop_answer(step: Step, answer: str) -> Repair:
    return Repair("drop_answer", _("Take this answer out"), {"step": step["id"], "answer": answer})


def _remove(step: Step) -> Repair:
    return Repair("remove_step", _("Take this step out"), {"step": step["id"]})
