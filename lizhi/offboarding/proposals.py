"""Another last day that one side has proposed and the other side has not answered."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from lizhi.cases.models import Case
from lizhi.common.permits import permit
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding import rules

KEY = "proposed_day"
"""In the case's data."""


@dataclass(frozen=True)
class Proposal:
    """What lies on the table."""

    day: dt.date
    side: str
    """`employee` or `company`."""


def of(case: Case) -> Proposal | None:
    """The newest one, whether it can still come about or not."""
    known = case.data.get(KEY)
    return Proposal(dt.date.fromisoformat(known["day"]), known["side"]) if known else None


def offered(case: Case, *, today: dt.date) -> Proposal | None:
    """What may still be agreed to: nobody is offered a day that has passed or counts already."""
    found = of(case)
    if found and permit(rules.check_new_last_day, case, found.day, today=today).allowed:
        return found
    return None


def check_can_take_back(case: Case, day: dt.date, *, side: str) -> None:
    """Whoever has made it, while the other side has not agreed (民法典 476)."""
    rules.check_running(case)
    found = of(case)
    if found is None:
        raise AlreadyDone(_("There is no open proposal to take back."))
    if found.side != side:
        raise NotPermitted(_("Only the side that has proposed this day can take it back."))
    if found.day != day:
        raise Refused(_("This proposal has been replaced. Please look at the newest one."))
