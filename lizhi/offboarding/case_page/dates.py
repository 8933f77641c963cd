"""The four dates of a case, and what each of them rests on."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django_stubs_ext import StrOrPromise

from lizhi.cases.models import Case
from lizhi.common import clock, wording
from lizhi.offboarding import four_dates, ways


@dataclass(frozen=True)
class Date:
    """One of the four."""

    name: str
    day: dt.date | None
    note: str


def four(case: Case) -> list[Date]:
    """Confirmed ones, or what is known before HR has confirmed."""
    until = _("HR fixes it when confirming") if ways.is_own(case) else _("follows the end")
    end = case.contract_end
    pay = _pay_note(case) or until
    access = _("papers stay open by phone number") if case.access_end else until
    working = _("attendance counts up to this day") if case.last_working_day else until
    return [
        Date(_("Last working day"), case.last_working_day, working),
        Date(_("End of the contract"), end, _end_note(case)),
        Date(_("Paid until"), case.pay_end, pay),
        Date(_("Access ends"), case.access_end, access),
    ]


def _pay_note(case: Case) -> str:
    agreed = four_dates.agreed_pay_end(case)
    if agreed is None:
        return _("all paid at once on that day") if case.pay_end else ""
    if agreed < case.contract_end:
        return _("agreed by both; no work and no pay after it")
    return _("agreed by both")


def _end_note(case: Case) -> str:
    if not ways.is_certain(case):
        return _("nothing has ended yet; this day is expected")
    if not ways.is_own(case) and case.contract_end == case.notice_end:
        return str(_BINDS[ways.of(case).binds])
    ground = four_dates.ground(case)
    if ground == "term":
        return _("the term is over on that day, before the notice is")
    if ground == "agreed":
        return _agreed_note((case.notice_end - case.contract_end).days)
    if ground == "wish":
        return _("later than the notice, as wished for")
    is_open = case.status == Case.Status.RUNNING and case.wished_day >= clock.today()
    if is_open and case.wished_day < case.contract_end:
        day = wording.day(case.wished_day, "short")
        if four_dates.agreed_by_employee(case):
            return _("%(day)s is signed, and waits for the seal") % {"day": day}
        return _("%(day)s is wished for; both must agree") % {"day": day}
    return _("the notice is over on that day")


_BINDS: Mapping[str, StrOrPromise] = {
    "signatures": lazy("both have signed it"),
    "service": lazy("follows from the day of service"),
    "law": lazy("the law ends it on that day"),
}


def _agreed_note(before: int) -> str:
    if before > 0:
        return _("%(days)d days before the notice is over, agreed by both") % {"days": before}
    return _("agreed by both")
