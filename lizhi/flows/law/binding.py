"""Nothing ends before it is certain: both have signed, or the notice has come (劳动合同法 36, 40).

And what ends a case before that says that the employment goes on.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.flows.checks.answers import answers, by_time
from lizhi.flows.checks.places import said
from lizhi.flows.checks.problem import Problem
from lizhi.flows.checks.routes import to
from lizhi.flows.law.articles import LABOUR_36, LABOUR_40
from lizhi.flows.law.plan import ENDING, Plan
from lizhi.flows.repairs import Repair
from lizhi.offboarding.ways import WAYS
from lizhi.workflow.tree import Step


def comes_first(plan: Plan) -> Iterator[Problem]:
    """What decides it stands before the certificate, on the way of every case."""
    mine = plan.certificate
    for key in plan.deciding if mine else ():
        step = plan.tree.steps.get(key)
        words = _("Before the certificate nobody decides it: the step “%(id)s” is missing.")
        if step is None:
            yield Problem("", words % {"id": key}, _why(plan), _article(plan), "law")
        elif mine and not (_is_before(plan, key, mine) and _is_for_everybody(plan, key)):
            late = _("it decides whether anything ends, and stands on only some of the ways there.")
            yield said(step, late, "law", why=_why(plan), article=_article(plan))


def nothing_ends_unless(plan: Plan) -> Iterator[Problem]:
    """Every other answer there, and silence, ends the case and leaves the employment as it was."""
    for key, certain in plan.deciding.items():
        step = plan.tree.steps.get(key, {})
        named = dict.fromkeys([*answers(step), *by_time(step)]) if step else {}
        for answer in named:
            if answer != certain and answer not in step.get("on", {}):
                yield _ends_all_the_same(plan, step, answer)


def ends_say_that_it_goes_on(plan: Plan) -> Iterator[Problem]:
    """A case that ends before its closing is filed as one after which the employment goes on."""
    for step in plan.steps:
        if step["kind"] == "end" and step["outcome"] not in Case.GOES_ON:
            yield _filed(plan, step, step["outcome"])
    for step in plan.people:
        for answer, target in step.get("on", {}).items():
            for one in to(target):
                if one.startswith(ENDING) and one.removeprefix(ENDING) not in Case.GOES_ON:
                    yield _filed(plan, step, one.removeprefix(ENDING), answer)


def _is_before(plan: Plan, key: str, mine: Step) -> bool:
    return plan.is_after(mine["id"], key)


def _is_for_everybody(plan: Plan, key: str) -> bool:
    around = plan.branch_around(key)
    return all(block["kind"] == "parallel" and "when" not in branch for block, branch in around)


def _ends_all_the_same(plan: Plan, step: Step, answer: str) -> Problem:
    if answer in by_time(step):
        words = _("when nobody answers in time, the contract ends all the same.")
    else:
        words = _("“%(answer)s” ends the contract all the same.")
        words %= {"answer": step.get("labels", {}).get(answer, answer)}
    values = {"step": step["id"], "answer": answer}
    repair = Repair("call_off", _("End the case there; the employment goes on"), values)
    return said(step, words, "law", why=_why(plan), article=_article(plan), repair=repair)


def _filed(plan: Plan, step: Step, outcome: str, answer: str = "") -> Problem:
    words = _("the case would be filed as closed, though nothing has ended: “%(name)s”.")
    values = {"step": step["id"], **({"answer": answer} if answer else {})}
    return said(
        step,
        words % {"name": outcome},
        "law",
        why=_("Whoever is still employed would read that the employment is over."),
        article=_article(plan),
        repair=Repair("call_off", _("End it as called off; the employment goes on"), values),
    )


def _article(plan: Plan) -> str:
    return LABOUR_36 if WAYS[plan.body["way"]].binds == "signatures" else LABOUR_40


def _why(plan: Plan) -> str:
    if WAYS[plan.body["way"]].binds == "signatures":
        return _("It ends together only when both have signed; who says no or nothing, stays.")
    return _("The contract ends only by a notice that has reached the person.")
