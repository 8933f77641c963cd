"""The four dates of an ending: attendance, certificate, pay and access, each with its own day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.cases.models import Case
from lizhi.common import clock, wording
from lizhi.offboarding import questions
from lizhi.settlement.law import notice

AFTER_THE_END = dt.timedelta(days=92)
"""Pay and access may last beyond the contract, but not for ever: a mistyped year is found here."""
AGREED_PAY = "agreed_pay_end"
"""In the case's data: until when wages are paid, where both sides have agreed it."""
Ground = Literal["notice", "wish", "term", "agreed"]
"""The notice is over; a later day that the employee has named; the term is over; both agreed."""


@dataclass(frozen=True)
class FourDates:
    """Attendance, certificate, pay and access each end on a day of their own."""

    last_working_day: dt.date
    contract_end: dt.date
    pay_end: dt.date
    access_end: dt.date


def agreed_by_employee(case: Case) -> bool:
    """The employee's signature stands in the agreement."""
    return bool(case.data.get("agreement_signed"))


def signed_day(case: Case) -> dt.date | None:
    """The last day by the agreement that the employee has signed."""
    if not agreed_by_employee(case):
        return None
    written = case.data.get("signed_day")
    return dt.date.fromisoformat(written) if written else case.wished_day


def meant_end(case: Case) -> dt.date:
    """The end that the company has consented to, else the one that needs nobody's consent."""
    written = case.data.get("consented_end")
    return dt.date.fromisoformat(written) if written else case.contract_end


def agreed_pay_end(case: Case) -> dt.date | None:
    """Until when wages are paid by the word of both sides, while that still stands."""
    written = case.data.get(AGREED_PAY)
    return dt.date.fromisoformat(written) if written else None


def ground(case: Case) -> Ground:
    """Why the contract ends on the day on which it ends now."""
    term_end = case.employment.term_end
    alone = max(case.notice_end, case.wished_day)
    arrived = clock.local(case.arrived_at).date()
    if notice.expires(alone, arrived=arrived, term_end=term_end) and case.contract_end == term_end:
        return "term"
    if case.contract_end != alone:
        return "agreed" if _is_said_by_both(case) else "term"
    return "wish" if alone > case.notice_end else "notice"


def _is_said_by_both(case: Case) -> bool:
    """Else it rests on a term that has been changed, and is counted again today."""
    said = questions.EVENT_OF_KIND.first(case=case.pk, kind="last_day_agreed")
    return said is not None


def end_by_law(case: Case, *, today: dt.date) -> dt.date:
    """When a resignation ends the contract while nobody agrees otherwise, by the term of now.

    A term that was over before today has no say: whoever works on does so by the same terms.
    """
    arrived, term = clock.local(case.arrived_at).date(), case.employment.term_end
    known = term if term and term >= today else None
    return notice.contract_end(arrived, case.in_probation, case.wished_day, known).value


def expires_on(case: Case) -> dt.date | None:
    """The last day of a fixed term that is over before the notice would end the contract.

    None as well once both sides have agreed another day.
    """
    return case.contract_end if ground(case) == "term" else None


def settled_day(case: Case, *, today: dt.date) -> dt.date | None:
    """What an agreement of today names as settled; None: it proposes the day that was wished."""
    settled = "consented_end" in case.data
    end = meant_end(case)
    if settled or case.wished_day < today or case.wished_day > case.contract_end:
        return None if end == case.wished_day else end
    return end if end == expires_on(case) == case.wished_day else None


def proposed(case: Case, *, today: dt.date) -> FourDates:
    """What HR finds filled in.

    A day that both sides agreed later, else the one that was signed, else the statutory one.
    """
    moved = "consented_end" in case.data
    signed = signed_day(case)
    end = signed if signed and signed >= today and not moved else case.contract_end
    return FourDates(end, end, agreed_pay_end(case) or end, end)


def moved(case: Case, day: dt.date) -> dict[str, dt.date]:
    """What becomes of the confirmed dates when the contract ends on another day, by column.

    Those that were the same day go along; of the others none may break what holds between them.
    """
    found, old = dict[str, dt.date](), case.contract_end
    if case.pay_end is not None:
        found["pay_end"] = day if case.pay_end == old else max(case.pay_end, day)
    if case.last_working_day is None or case.access_end is None:
        return found
    worked = day if case.last_working_day == old else min(case.last_working_day, day)
    access = day if case.access_end == old else max(case.access_end, worked)
    return {"last_working_day": worked, **found, "access_end": access}


def is_only_confirmed(case: Case) -> bool:
    """HR has agreed to another end than the one that holds, which it does once both have signed."""
    running = case.status == Case.Status.RUNNING
    return running and meant_end(case) != case.contract_end


def by_law(case: Case) -> dict[str, dt.date]:
    """Attendance, pay and access where nobody has agreed otherwise, by column.

    None of them ends before the contract; what was confirmed for longer stays, as far as it was
    fixed at all.
    """
    end = case.contract_end
    pay, access = (max(day or end, end) for day in (case.pay_end, case.access_end))
    return {"last_working_day": end, "pay_end": pay, "access_end": access}


def without_promise(case: Case) -> dict[str, Any]:
    """What the case knows, but for an end and a pay end that only one agreement would bring."""
    agreed = agreed_pay_end(case)
    gone = {"consented_end", "agreement_signed", "signed_day"}
    if agreed is not None and agreed < case.contract_end:
        gone.add(AGREED_PAY)
    return {name: value for name, value in case.data.items() if name not in gone}


def problems(case: Case, dates: FourDates, *, today: dt.date) -> dict[str, StrOrPromise]:
    """What does not fit each other or the law (劳动合同法 37, 50), by field; empty: all fits."""
    found: dict[str, StrOrPromise] = {}
    allowed = {case.contract_end, signed_day(case)}
    if dates.contract_end not in allowed:
        found["contract_end"] = _(
            "The contract ends on the statutory day or on the day that the employee has signed."
        )
    elif dates.contract_end != case.contract_end and dates.contract_end < today:
        found["contract_end"] = _("The agreed day has passed. Please keep the statutory day.")
    if dates.last_working_day < case.employment.hired_on:
        found["last_working_day"] = _("This day lies before the first day at work.")
    if dates.last_working_day > dates.contract_end:
        found["last_working_day"] = _(
            "The last working day cannot be after the end of the contract."
        )
    if problem := _pay_problem(case, dates):
        found["pay_end"] = problem
    if dates.access_end < dates.last_working_day:
        found["access_end"] = _("Access cannot end before the last working day.")
    for name in ("pay_end", "access_end"):
        if getattr(dates, name) - dates.contract_end > AFTER_THE_END:
            found[name] = _("This is more than three months after the end of the contract.")
    return found


def _pay_problem(case: Case, dates: FourDates) -> StrOrPromise:
    """What both sides have agreed about pay HR does not change alone, whatever it was before."""
    agreed = agreed_pay_end(case)
    if agreed is not None and agreed >= dates.last_working_day:
        words = _("Both sides have agreed that wages are paid until %(day)s.")
        return "" if dates.pay_end == agreed else words % {"day": wording.day(agreed)}
    if dates.pay_end < dates.contract_end:
        return _("Wages must be paid up to the end of the contract.")
    return ""
