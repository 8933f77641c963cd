"""What has to be let go of once a day: rooms name it in settings.DAILY_JOBS, the outbox does it.

Each job is a row of the outbox whose name holds the day: so several workers do it once, a worker
that dies is followed, and what fails is tried again and seen by `lizhi outbox`.
"""

import datetime as dt
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lizhi.common import clock
from lizhi.common.prepared import Prepared, given
from lizhi.jobs.models import Outbox
from lizhi.jobs.outbox import queue_all

TOPIC = "daily.job"
FROM_HOUR = 3
"""In China: when nobody works, and before the first message of the day may go out."""
KEPT = dt.timedelta(days=30)
"""How long it can be seen what the machine has done."""


def queue_due(now: dt.datetime) -> int:
    """Leave today's jobs for the outbox, unless they have been left already; how many."""
    local = clock.local(now)
    if local.hour < FROM_HOUR or not settings.DAILY_JOBS:
        return 0
    rows = {key_of(job, local.date()): job for job in settings.DAILY_JOBS}
    asked = {str(place): key for place, key in enumerate(rows)}
    there = {row.dedupe for row in _left(len(rows)).all(**asked)}
    missing = {key: job for key, job in rows.items() if key not in there}
    queue_all(
        Outbox(dedupe=key, topic=TOPIC, payload={"job": job}, available_at=now)
        for key, job in missing.items()
    )
    return len(missing)


@cache
def _left(count: int) -> Prepared[Outbox]:
    keys = [given(str(place)) for place in range(count)]
    return Prepared(lambda: Outbox.objects.filter(dedupe__in=keys).only("dedupe"))


def key_of(job: str, day: dt.date) -> str:
    """Under what name the outbox holds a job of a day."""
    return f"daily:{day:%Y%m%d}:{job}"


def run(row: Outbox) -> None:
    """Do one job of a day; each of them may run twice."""
    job = row.payload["job"]
    if job in settings.DAILY_JOBS:  # not one that an older release has left
        import_string(job)(clock.now())


def forget_jobs(now: dt.datetime) -> int:
    """Jobs that ended, and days that are done, long ago; how many were dropped."""
    ended = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)
    # The queue writes its own times by the system's clock, never by the demo's.
    with clock.system():
        before = min(now, clock.now()) - KEPT
    jobs, _ = DBTaskResult.objects.filter(status__in=ended, finished_at__lt=before).delete()
    old = Outbox.objects.filter(topic=TOPIC, state=Outbox.State.DONE, done_at__lt=now - KEPT)
    return jobs + old.delete()[0]
