"""Two endings of one employment: which of them goes on, and what is said about the other."""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import questions
from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.common.refusals import AlreadyDone
from lizhi.offboarding import ways
from lizhi.people.models import Employment
from lizhi.workflow import actions as workflow

OUTCOME = "overtaken"


BY_LAW = (Case.Way.RETIREMENT, Case.Way.CLOSURE)
"""Whatever anybody has said, the law ends the contract by these, when they come first (44)."""


def running(employment: Employment) -> Case | None:
    """The case of this employment that is on its way."""
    return questions.RUNNING.first(employment=employment.pk)


def check_can_resign(case: Case, *, end: dt.date) -> None:
    """Nobody takes the right to resign away (劳动合同法 37): a company's case makes way for it.

    But where the contract ends as early without it, a resignation would only cost the person
    something: that is said, and the case goes on.
    """
    if ways.is_own(case):
        raise AlreadyDone(_("A resignation has arrived already and is being dealt with."))
    if case.way == Case.Way.FORCED:
        raise AlreadyDone(_("You have ended the contract already, and the company has it."))
    if ways.is_certain(case) and case.contract_end <= end:
        values = {"day": wording.day(case.contract_end), "end": wording.day(end)}
        raise AlreadyDone(
            _(
                "The contract ends on %(day)s already. A notice of today would end it on %(end)s, "
                "no earlier, and could cost you what the company owes you."
            )
            % values
        )


def check_can_begin(case: Case, way: str) -> None:
    """What is under way ends first; a death comes before everything.

    What else the law ends by itself comes before a resignation, on an earlier day: `why_not_first`.
    """
    if way == Case.Way.DEATH and case.way != Case.Way.DEATH:
        return
    if ways.is_own(case) and way in BY_LAW:
        return
    values = {"name": case.employment.name, "day": wording.day(case.contract_end)}
    if case.way == Case.Way.FORCED:
        raise AlreadyDone(
            _(
                "%(name)s has ended the contract on %(day)s for a fault of the company (38). It "
                "cannot become another ground."
            )
            % values
        )
    if ways.is_own(case):
        raise AlreadyDone(
            _(
                "%(name)s has resigned, and the notice took effect on arrival: it ends the contract"
                " on %(day)s. It cannot become another ground. Another last day can be agreed in"
                " that case."
            )
            % values
        )
    raise AlreadyDone(
        _("Another ending of %(name)s is under way. Please end that one first.") % values
    )


def why_not_first(employment: Employment, way: str, day: dt.date) -> str:
    """Why this day does not end the contract before a resignation does; nothing: it does."""
    case = running(employment) if way in BY_LAW else None
    if case is None or not ways.is_own(case) or day < case.contract_end:
        return ""
    return _(
        "%(name)s has resigned, and the contract ends on %(day)s by that. Only what the law ends "
        "on an earlier day comes before it."
    ) % {"name": employment.name, "day": wording.day(case.contract_end)}


def resigned_before(case: Case) -> Case | None:
    """The resignation whose place this ending has taken."""
    if case.way not in BY_LAW:
        return None
    return Case.objects.filter(
        employment=case.employment_id, way=Case.Way.RESIGNATION, outcome=OUTCOME
    ).last()


def make_way(employment: Employment, *, way: str, by: User, at: dt.datetime) -> None:
    """The case that is overtaken stops where it stands; its papers are void, its story stays.

    Whoever had a part in it is told that nothing waits any more. Its statutory days stop with it:
    those of the new case are counted anew from its own end.
    """
    if case := running(employment):
        cases.record(case, "ending_overtaken", by=by, at=at, way=way)
        workflow.stop(case, outcome=OUTCOME, by=by, at=at)


def by_death(case: Case) -> bool:
    """It was overtaken by a death: from then on nobody writes to this phone for it either."""
    return case.outcome == OUTCOME and _died(case)


def _died(case: Case) -> bool:
    return questions.DEATH.first(employment=case.employment_id) is not None
