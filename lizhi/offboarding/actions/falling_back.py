"""Days that needed somebody else's word and did not get it: those of the law hold again."""

import datetime as dt

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.offboarding import agreements, four_dates, renewal, resettling
from lizhi.workflow import actions as workflow


def hold_statutory_days(case: Case, *, at: dt.datetime) -> bool:
    """HR had confirmed an earlier end that never got both signatures; both hear what holds now.

    Work, wages and access run to the day on which the contract does end, and what was settled for
    the other day is settled once more. Call it with the case locked. False: all stands as it was.
    """
    if not four_dates.is_only_confirmed(case):
        return False
    old, days = four_dates.meant_end(case), four_dates.by_law(case)
    is_told = any(getattr(case, name) != day for name, day in days.items())
    case.data = four_dates.without_promise(case)
    _write(case, days)
    if is_told:
        _tell(case, "statutory_days_hold", days, at=at, old=old.isoformat())
        resettling.after_new_day(case, at=at)
    return True


@transaction.atomic
def after_its_day(key: int, *, at: dt.datetime) -> bool:
    """The day that HR had confirmed is over, and nobody has asked for the seal: it came to nothing.

    A new agreement goes out that names the day which holds. What was asked for in time still comes.
    """
    case = workflow.lock(Case.objects.get(pk=key))
    has_passed = four_dates.meant_end(case) < clock.local(at).date()
    if not has_passed or agreements.is_being_sealed(case) or not hold_statutory_days(case, at=at):
        return False
    renewal.follow_new_day(case, by=None, at=at)
    return True


def fix_by_law(case: Case, *, at: dt.datetime) -> None:
    """Nobody has fixed the days, and nobody will: what the law says holds, and is written down."""
    if case.last_working_day and case.pay_end and case.access_end:
        return
    days = four_dates.by_law(case)
    _write(case, days)
    _tell(case, "dates_by_law", days, at=at)


def _write(case: Case, days: dict[str, dt.date]) -> None:
    for name, day in days.items():
        setattr(case, name, day)
    rows.update(case, "data", *days)


def _tell(case: Case, kind: str, days: dict[str, dt.date], *, at: dt.datetime, **old: str) -> None:
    facts = {name: day.isoformat() for name, day in days.items()}
    cases.record(case, kind, by=None, at=at, day=case.contract_end.isoformat(), **old, **facts)
    for name in days:
        workflow.date_changed(case, name, at=at)
