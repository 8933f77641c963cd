"""Whether every step finds somebody, tried on people of each branch. Reads the database.

Apart from the other checks: what is published needs no people yet, and a role that nobody holds
today may be held tomorrow. Whoever publishes from the editor asks this too.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.flows.checks import Problem, problems
from lizhi.flows.checks.places import said
from lizhi.flows.repairs import Repair
from lizhi.people.models import Branch, Employment
from lizhi.workflow import conditions, owners
from lizhi.workflow.engine.facts import CASE_FACTS, Facts
from lizhi.workflow.tree import FOR_PEOPLE, Step

SAMPLES = 3
"""People of each branch on whom it is tried, those first who lead others."""
RULE = "规则：找得到人"
FALLBACK = "group_hr"


def nobody(body: Step, branch: Branch | None = None) -> list[Problem]:
    """Steps of this branch's process (None: of every branch) that would stand without anybody."""
    if problems(body):
        return []  # what cannot be meant is not tried on people
    places = [branch] if branch else list(Branch.objects.order_by("pk"))
    found = (one for place in places for one in _in(place, body["steps"]))
    return list({(one.step, one.words): one for one in found}.values())


def _in(place: Branch, steps: list[Step]) -> Iterator[Problem]:
    # Whoever holds a role is asked by others: for a case of his own the rules look elsewhere.
    staff = Employment.objects.active().filter(branch=place, person__user__grants=None)
    staff = staff.select_related("person__user")
    sample = staff.annotate(leads=Count("reports")).order_by("-leads", "pk")[:SAMPLES]
    for employment in sample:
        case = _as_if(employment)
        for step in _reached(steps, case):
            if step["kind"] in FOR_PEOPLE and not _anybody(step, case):
                yield _problem(step, place)


def _as_if(employment: Employment) -> Case:
    """This person's case, were there one: it is never saved."""
    return Case(employment=employment, branch=employment.branch, entity=employment.entity)


def _reached(steps: list[Step], case: Case) -> Iterator[Step]:
    """Every step that this person's case could come to."""
    for step in steps:
        yield step
        for branch in step.get("branches", ()):
            holds = _holds(branch.get("when"), case)
            if holds is not False:
                yield from _reached(branch["steps"], case)
            if holds and step["kind"] == "choose":
                break


def _holds(when: Any, case: Case) -> bool | None:
    """None where it depends on what people will answer, or on what only a real case has."""
    known = {name for name in CASE_FACTS if name.startswith("employee.")}
    if not set(conditions.fields(when)) <= known:
        return None
    return conditions.holds(when, Facts(case))


def _anybody(step: Step, case: Case) -> bool:
    try:
        return bool(owners.resolve(step["owner"], case, fallback=step.get("on_empty_owner", "")))
    except Refused:
        return False


def _problem(step: Step, place: Branch) -> Problem:
    words = _("in %(branch)s there is nobody for it, and nobody is named instead.")
    return said(
        step,
        words % {"branch": place.name},
        why=_("A case would stop there. Name a substitute, or leave this way out."),
        article=RULE,
        repair=Repair(
            "set_fallback", _("Give it to group HR"), {"step": step["id"], "owner": FALLBACK}
        ),
    )
