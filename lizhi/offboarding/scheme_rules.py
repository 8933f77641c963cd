"""Who may say that a scheme has been stopped, who takes the list, and who wants the statement."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Paper
from lizhi.common import wording
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.jobs.models import Outbox
from lizhi.offboarding import duties, duty_rules, over, rules, ways, words
from lizhi.offboarding.models import SchemeStop
from lizhi.people import rules as people

STATEMENTS = Prepared(
    lambda: Outbox.objects.filter(
        case=given("case"), topic="papers.issue", payload__kind=Paper.Kind.UNEMPLOYMENT.value
    ).order_by("pk")
)
"""What the machine was asked to do, the oldest first."""
AFTER = 3
"""Months after the end for which a company may still have agreed to pay."""


def check_can_see(case: Case, user: User) -> None:
    """HR of the branch, and nobody about themselves."""
    rules.check_is_hr(case, user)


def check_can_stop(case: Case, user: User) -> None:
    """Once it is certain that the employment ends."""
    rules.check_is_hr(case, user)
    if case.status == Case.Status.WITHDRAWN or not ways.is_certain(case):
        raise Refused(
            _("Nothing is to be stopped here: it is not certain that the employment ends.")
        )


def check_said(
    case: Case, *, on: dt.date, month: dt.date, shown: bool, today: dt.date
) -> dict[str, str]:
    """What is wrong with what HR says, by the field that it stands in."""
    found: dict[str, str] = {}
    try:
        duty_rules.check_day(case, on, today=today)
    except Refused as refusal:
        found["on"] = str(refusal.reason)
    if months(case.contract_end) + AFTER < months(
        month
    ) or month < case.employment.hired_on.replace(day=1):
        found["month"] = str(_("This month does not fit the employment. Please check it."))
    if not shown:
        found["reference"] = str(
            _("Please write the number of the receipt, or add the receipt as a file.")
        )
    return found


def months(day: dt.date) -> int:
    """Months since the year 0: to compare two months."""
    return day.year * 12 + day.month


def check_can_undo(case: Case, scheme: str, user: User) -> SchemeStop:
    """What was said by mistake."""
    rules.check_is_hr(case, user)
    stop = SchemeStop.objects.filter(case=case, scheme=scheme).first()
    if stop is None:
        raise AlreadyDone(_("Nobody says that this is done."))
    return stop


def check_can_list(user: User) -> None:
    """HR, for the branches of the own role."""
    roles = people.roles_of(user)
    if roles.hr_branches is not None and not roles.hr_branches:
        raise NotPermitted(words.FOR_HR)


def check_can_have_statement(case: Case, user: User) -> None:
    """HR of the branch and whoever has left, once it is over; the law names it (社会保险法 50)."""
    if user != case.leaver:
        rules.check_is_hr(case, user)
    if case.way in duties.NOBODY_UNEMPLOYED:
        raise Refused(_("After this ending nobody is unemployed: no statement is needed."))
    if case.status == Case.Status.WITHDRAWN or not over.has_ended(case):
        day = wording.day(case.contract_end)
        raise Refused(
            _("The statement says that the employment is over. It can be made from %(day)s on.")
            % {"day": day}
        )
    if case.papers.valid().filter(kind=Paper.Kind.UNEMPLOYMENT).exists():
        raise AlreadyDone(_("The statement is here already, among the papers."))
    if is_being_made(case):
        raise AlreadyDone(_("It is being made; in a moment it stands among the papers."))


def is_being_made(case: Case) -> bool:
    """Somebody has asked for the statement, and the machine has neither made nor given it up."""
    rows = STATEMENTS.all(case=case.pk)
    return any(row.state in {Outbox.State.PENDING, Outbox.State.FAILED} for row in rows)


def was_given_up(case: Case) -> bool:
    """It was asked for once, and nobody tries to make it any more: it can be asked for again."""
    rows = STATEMENTS.all(case=case.pk)
    return bool(rows) and rows[-1].state == Outbox.State.GIVEN_UP
