"""Somebody loads a list, and the worker counts what hung on it."""

import datetime as dt
from typing import Any

from lizhi.accounts.models import User
from lizhi.calendars import actions, reading
from lizhi.calendars.models import HolidayList
from lizhi.common import clock
from lizhi.common.clock import SHANGHAI
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox
from tests.calendars.conftest import NEW_YEAR

DOCUMENT = "国办发明电〔2026〕9号"
LAST_DAY = dt.datetime(2026, 12, 31, 15, tzinfo=SHANGHAI)
STEP: dict[str, Any] = {
    "name": "审核",
    "due": {"n": 1, "unit": "work_days"},
    "remind": [{"after": {"n": 2, "unit": "work_days"}}],
}


def load(by: User, text: str = NEW_YEAR, year: int = 2027, document: str = DOCUMENT) -> HolidayList:
    found = reading.read(text, year)
    assert found.problems == []
    return actions.load(found, year=year, document=document, by=by, at=clock.now())


def work() -> None:
    """The worker, and again when every process knows the new days."""
    for minutes in (0, 3):
        now = clock.now() + dt.timedelta(minutes=minutes)
        with clock.at(now):
            while doing.run_outbox(now):
                pass
    failed = Outbox.objects.exclude(last_error="").values_list("topic", "last_error")
    assert list(failed) == []


def local(moment: dt.datetime | None) -> str:
    assert moment is not None
    return moment.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
