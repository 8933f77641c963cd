"""Only the job worker comes here: times that hang on a calendar are counted anew, and told."""

import datetime as dt

from lizhi.calendars import recounting
from lizhi.common import calendar_days, clock
from lizhi.jobs.models import Outbox
from lizhi.offboarding.actions import dues


def recount(row: Outbox) -> None:
    """Steps first, then wages of provinces that count in working days; twice is once."""
    calendar_days.forget()
    since, why = dt.date.fromisoformat(row.payload["since"]), row.payload["why"]
    recounting.recount(since=since, why=why)
    dues.recount_working_days(since, why=why, at=clock.now())
