"""Take over what workers that died had in hand: rows of the outbox, and jobs.

django-tasks-db leaves the job of a killed worker running for ever, and a row of the outbox is held
for two minutes, which is long for somebody who waits for a paper. So each worker counts on in a row
of its own every two seconds, and whoever sees a count stand still for six puts back what it held.
"""

import time
from collections.abc import Callable
from typing import Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lizhi.jobs.models import Outbox, Worker

SILENCE = 6.0
"""Seconds without a sign of life, after which a worker counts as dead."""
TRIES = 3
Job = DBTaskResult[..., Any]


class WorkerLost(Exception):
    """Whoever ran this job died, three times."""


class Watch:
    """Who is alive, by the watch of this process: no two clocks have to agree."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._seen: dict[str, tuple[int, float]] = {}

    def dead(self, beats: dict[str, int], names: set[str]) -> set[str]:
        """Of these workers those who have no row, or whose count stands still."""
        now = self._seconds()
        self._seen = {name: seen for name, seen in self._seen.items() if name in beats}
        for name, beat in beats.items():
            if self._seen.get(name, (-1, 0.0))[0] != beat:
                self._seen[name] = (beat, now)
        still = {name for name in beats if now - self._seen[name][1] > SILENCE}
        return {name for name in names if name not in beats or name in still}


def rescue(watch: Watch) -> int:
    """Put back what dead workers held, or fail the jobs that have killed three; how much it was."""
    running: list[Job] = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
    held = _held()
    beats = dict(Worker.objects.values_list("name", "beat"))
    dead = watch.dead(beats, {*beats, *held.values(), *(_holder(job) for job in running)})
    count = sum(_put_back(job) for job in running if _holder(job) in dead)
    count += sum(_free(*taken) for taken, holder in held.items() if holder in dead)
    if gone := dead & beats.keys():
        Worker.objects.filter(name__in=gone).delete()
    return count


def _holder(job: Job) -> str:
    return str(job.worker_ids[-1]) if job.worker_ids else ""


def _held() -> dict[tuple[int, int], str]:
    """Rows of the outbox that somebody has taken, by key and lease, and who.

    Read before the workers are: whoever takes a row has been counting for a while.
    """
    leased = Outbox.objects.filter(state=Outbox.State.PENDING, leased_until__isnull=False)
    rows = leased.exclude(held_by="").values_list("pk", "lease", "held_by")
    return {(pk, lease): holder for pk, lease, holder in rows}


def _free(pk: int, lease: int) -> bool:
    # Under the same lease only: if the other one was merely slow, what he has done stays done.
    mine = Outbox.objects.filter(pk=pk, lease=lease, state=Outbox.State.PENDING)
    return bool(mine.update(leased_until=None))


def _put_back(job: Job) -> bool:
    # Only while it is still held by the one who died: somebody else may have been faster.
    mine = DBTaskResult.objects.filter(
        pk=job.pk, status=TaskResultStatus.RUNNING, worker_ids=job.worker_ids
    )
    if len(job.worker_ids) < TRIES:
        return bool(mine.update(status=TaskResultStatus.READY, started_at=None))
    lost = f"{WorkerLost.__module__}.{WorkerLost.__qualname__}"
    return bool(mine.update(status=TaskResultStatus.FAILED, exception_class_path=lost))
