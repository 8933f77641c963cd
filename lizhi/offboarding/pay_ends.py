"""Until when wages are paid: both sides may agree another day, never against what has been worked.

Wages are due for every day worked up to the end of the contract (工资支付暂行规定 9). So without a
word of the employee nobody is paid for less than that; and where the last working day lies before
the end, both may agree that the days between, on which nobody works, are not paid: but none of
those that have passed already.
"""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.common.refusals import Refused
from lizhi.offboarding import four_dates


class Terms(NamedTuple):
    """What one side proposes: another last day, another end of pay, or both."""

    day: dt.date | None
    pay_end: dt.date | None = None


def of(case: Case) -> dt.date:
    """Until when wages are paid as things stand."""
    return case.pay_end or case.contract_end


def least(case: Case, day: dt.date) -> dt.date:
    """The earliest day that both may agree when the contract ends on `day`: what is worked."""
    worked = case.last_working_day
    if worked is None or worked == case.contract_end:
        return day
    return min(worked, day)


def is_unpaid(case: Case, terms: Terms) -> bool:
    """The contract would run on for days on which nobody works and nobody is paid."""
    return terms.pay_end is not None and terms.pay_end < (terms.day or case.contract_end)


def check(case: Case, terms: Terms, *, today: dt.date) -> None:
    """Refused where it would take wages for days worked, or changes nothing."""
    pay_end, end = terms.pay_end, terms.day or case.contract_end
    if pay_end is None:
        return
    first = least(case, end)
    if pay_end < first == end:
        raise Refused(_("Wages must be paid up to the end of the contract."))
    if pay_end < first:
        words = _("Wages are owed for every day worked: until %(day)s at least.")
        raise Refused(words % {"day": wording.day(first)})
    if pay_end < today:
        raise Refused(_("This day has passed. Please choose today or a later day."))
    if pay_end - end > four_dates.AFTER_THE_END:
        raise Refused(_("This is more than three months after the end of the contract."))
    if terms.day is None and pay_end == of(case):
        raise Refused(_("Wages are paid until this day already."))
