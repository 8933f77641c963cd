"""An official list takes the place of what the house knew of its year."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction

from lizhi.accounts.models import User
from lizhi.calendars import rules, trial
from lizhi.calendars.models import HolidayList
from lizhi.calendars.reading import Read, Row
from lizhi.common import calendar_days
from lizhi.common.models import CalendarDay
from lizhi.jobs import outbox
from lizhi.jobs.models import Outbox

TOPIC = "calendars.recount"
LATER = dt.timedelta(minutes=2)
"""Other processes keep the days for a minute: what they count meanwhile is counted once more."""


def load(found: Read, *, year: int, document: str, by: User, at: dt.datetime) -> HolidayList:
    """From now on the year is announced, and every time that hangs on it is counted anew.

    The same list again, even at the same moment, is one effect.
    """
    rules.check_can_look_after_calendars(by)
    try:
        return _load(found, year=year, document=document, by=by, at=at)
    except IntegrityError:  # somebody else was a moment faster
        return _load(found, year=year, document=document, by=by, at=at)


@transaction.atomic
def _load(found: Read, *, year: int, document: str, by: User, at: dt.datetime) -> HolidayList:
    known = HolidayList.objects.select_for_update().filter(year=year, is_current=True).first()
    if known and (known.digest, known.document) == (found.digest, document):
        return known
    since = trial.first_day(found, year, is_new=year not in calendar_days.years())
    HolidayList.objects.filter(year=year, is_current=True).update(is_current=False)
    loaded = HolidayList.objects.create(
        year=year, document=document, digest=found.digest, days=found.rows, by=by, created_at=at
    )
    write(found.rows, year)
    if since:
        recount_later(f"list:{loaded.pk}", since=since, why=document, at=at)
    return loaded


def write(rows: Iterable[Row], year: int) -> None:
    """These are the official days of the year now, in place of those before."""
    official = {"calendar": calendar_days.OFFICIAL}
    CalendarDay.objects.filter(**official, day__year=year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(**official, day=day, kind=kind, name=name) for day, kind, name in rows
    )
    transaction.on_commit(calendar_days.forget)


def recount_later(key: str, *, since: dt.date, why: str, at: dt.datetime) -> None:
    """Two rows of the outbox: at once, and when every process knows the new days."""
    payload = {"since": since.isoformat(), "why": why}
    outbox.queue_all(
        Outbox(dedupe=f"{key}:{n}", topic=TOPIC, payload=payload, available_at=at + n * LATER)
        for n in range(2)
    )
