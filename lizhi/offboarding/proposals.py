"""Another last day or end of pay that one side has proposed and the other has not answered."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case
from lizhi.common.permits import permit
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding import pay_ends, rules
from lizhi.offboarding.pay_ends import Terms

KEY = "proposed_day"
"""In the case's data."""


@dataclass(frozen=True)
class Proposal:
    """What lies on the table."""

    terms: Terms
    side: str
    """`employee` or `company`."""
    by: int
    """Key of whoever has made it."""

    @property
    def day(self) -> dt.date | None:
        """The last day; None: only the end of pay would move."""
        return self.terms.day

    @property
    def pay_end(self) -> dt.date | None:
        """Until when wages would be paid; None: as the last day goes."""
        return self.terms.pay_end

    @property
    def main(self) -> dt.date:
        """The one that a short line names: the last day, else the end of pay."""
        return next(day for day in self.terms if day is not None)

    @property
    def mark(self) -> str:
        """What a button says back, so that nobody agrees to another one than was read."""
        return mark(self.terms)


def mark(terms: Terms) -> str:
    """2026-06-10, 2026-06-10/2026-06-30 with an end of pay, /2026-06-30 with that alone."""
    day, pay_end = (one.isoformat() if one else "" for one in terms)
    return f"{day}/{pay_end}" if pay_end else day


def read(text: str) -> Terms | None:
    """What a button has said back; None: nothing that could be read."""
    day, _slash, pay_end = text.partition("/")
    try:
        found = Terms(*(dt.date.fromisoformat(one) if one else None for one in (day, pay_end)))
    except ValueError:
        return None
    return found if any(found) else None


def kept(terms: Terms, *, side: str, by: int) -> dict[str, str | int]:
    """As the case keeps it."""
    days = {"day": terms.day, "pay_end": terms.pay_end}
    return {**{name: day.isoformat() for name, day in days.items() if day}, "side": side, "by": by}


def of(case: Case) -> Proposal | None:
    """The newest one, whether it can still come about or not."""
    known = case.data.get(KEY)
    if not known:
        return None
    days = (known.get(name) for name in ("day", "pay_end"))
    terms = Terms(*(dt.date.fromisoformat(day) if day else None for day in days))
    return Proposal(terms, known["side"], known["by"])


def offered(case: Case, *, today: dt.date) -> Proposal | None:
    """What may still be agreed to: nobody is offered a day that has passed or counts already."""
    found = of(case)
    return found if found and permit(check, case, found.terms, today=today).allowed else None


def check(case: Case, terms: Terms, *, today: dt.date) -> None:
    """Both sides may agree on it: neither against the law, nor what is so already."""
    if terms.day is None and terms.pay_end is None:
        raise Refused(_("Please choose a last day, or until when wages are paid."))
    if terms.day is not None:
        rules.check_new_last_day(case, terms.day, today=today)
    else:
        rules.check_still_moves(case, today=today)
    pay_ends.check(case, terms, today=today)


def check_newest(case: Case, terms: Terms) -> Proposal:
    """The one that was read is the one that lies on the table."""
    found = of(case)
    if found is None or found.terms != terms:
        raise Refused(_("This proposal has been replaced. Please look at the newest one."))
    return found


def check_can_take_back(case: Case, terms: Terms, *, side: str) -> None:
    """Whoever has made it, while the other side has not agreed (民法典 476)."""
    rules.check_running(case)
    found = of(case)
    if found is None:
        raise AlreadyDone(_("There is no open proposal to take back."))
    if found.side != side:
        raise NotPermitted(_("Only the side that has proposed this day can take it back."))
    check_newest(case, terms)
