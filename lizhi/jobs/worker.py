"""The job worker: does what waits, lets time act, and takes over from whoever died.

The rows of the outbox, the texts that are due and the timers decide what is to be done; nobody has
to be woken, for to look at them four times a second costs next to nothing. The queue of jobs is for
single rooms.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connections, transaction
from django.db.models import DateTimeField, Q
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as JobRunner
from django_tasks_db.models import DBTaskResult, get_date_max

from lizhi.common import clock, rows
from lizhi.common.collector import keep_what_is_loaded
from lizhi.common.prepared import Prepared, given
from lizhi.common.trail import trail
from lizhi.jobs import daily, doing, holding, pausing, turned_back
from lizhi.jobs.models import Worker
from lizhi.jobs.rescue import Job, Watch, rescue
from lizhi.notifications.waiting import deliver_due

logger = logging.getLogger(__name__)
BEAT = 2.0
"""Seconds between two signs of life."""
LOOK = 0.25
READY = Prepared(
    lambda: DBTaskResult.objects.filter(status=TaskResultStatus.READY).only("pk").order_by()[:1]
)
FREE = Prepared(
    lambda: (
        DBTaskResult.objects.select_for_update(skip_locked=True)
        .filter(status=TaskResultStatus.READY)
        .filter(Q(run_after=get_date_max()) | Q(run_after__lte=given("now", DateTimeField())))[:1]
    )
)
"""As the library asks for the next job, prepared."""
EVERY_OUTBOX, EVERY_RESCUE = LOOK, 1.0
AT_ONCE = 20
"""Rows of the outbox in one go, so that timers and a request to stop are heard between."""


class Loops:
    """Everything one worker does, turn by turn, in one thread."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.watch = Watch()
        self._runner = _runner(name)
        self._every = {
            self._outbox: EVERY_OUTBOX,
            self._messages: EVERY_OUTBOX,
            self._time: settings.TIMER_SECONDS,
            self._rescue: EVERY_RESCUE,
        }
        self._next = dict.fromkeys(self._every, 0.0)

    def look_again(self) -> None:
        """Look at everything but the dead in the next turn: whoever moves the clock asks this."""
        self._next |= {self._outbox: 0.0, self._messages: 0.0, self._time: 0.0}

    def turn(self) -> bool:
        """Whatever is due now; true when there may be more at once.

        One of them that fails does not keep the others from their turn: time acts and the dead are
        found while a gateway or a queue is broken.
        """
        busy = _all_the_same(self._job)
        for loop, due in self._next.items():
            if time.monotonic() >= due:
                more = _all_the_same(loop)
                self._next[loop] = 0.0 if more else time.monotonic() + self._every[loop]
                busy = busy or more
        return busy

    def _job(self) -> bool:
        job: Job | None = None
        if READY.first():
            with transaction.atomic():
                job = _claimed(self.name)
        if job is None:
            return False
        self._runner.run_task(job)
        return True

    def _outbox(self) -> bool:
        now, paused = clock.now(), pausing.is_on()
        return doing.run_outbox(now, most=AT_ONCE, paused=paused, holder=self.name) == AT_ONCE

    def _messages(self) -> bool:
        return deliver_due(clock.now(), only_in_a_hurry=pausing.is_on()) > 0

    def _time(self) -> bool:
        now = clock.now()
        turned_back.mend(now)
        doing.let_time_act(now)
        daily.queue_due(now)
        return False

    def _rescue(self) -> bool:
        rescue(self.watch)
        return False


def _claimed(name: str) -> Job | None:
    """The next job, now this worker's, as the library notes it: by the machine's own clock."""
    with clock.system():
        now = clock.now()
    job: Job | None = FREE.first(now=now)
    if job is not None:
        job.status, job.started_at = TaskResultStatus.RUNNING, now
        job.worker_ids = [*job.worker_ids, name]
        rows.update(job, "status", "started_at", "worker_ids")
    return job


def _runner(name: str) -> JobRunner:
    """The library's own way to run a job and to keep what came of it."""
    return JobRunner(
        queue_names=["*"],
        interval=LOOK,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=name,
        excluded_queue_names=[],
    )


def run_forever(stop: threading.Event) -> None:
    """Work until somebody asks to stop; what is being done is finished first."""
    name, ended = uuid.uuid4().hex, threading.Event()
    _safely(_load)
    Worker.objects.create(name=name)
    heart = threading.Thread(target=_beat, args=(name, ended), daemon=True)
    heart.start()
    loops = Loops(name)
    while not stop.is_set():
        if not _safely(loops.turn):
            stop.wait(LOOK)
    ended.set()
    heart.join()
    Worker.objects.filter(name=name).delete()


def _load() -> bool:
    """What handlers need is heavy: now, and not while the first person waits for a paper."""
    for path in settings.OUTBOX_HANDLERS.values():
        import_string(path)
    keep_what_is_loaded()
    return True


def _beat(name: str, ended: threading.Event) -> None:
    while not ended.wait(BEAT):
        _safely(lambda: _count_on(name))
        _safely(lambda: holding.renew(name))
    connections.close_all()


def _count_on(name: str) -> bool:
    worker, _ = Worker.objects.get_or_create(name=name)
    worker.beat += 1
    worker.seen_at = clock.now()
    worker.save(update_fields=["beat", "seen_at"])
    return True


def _safely(act: Callable[[], bool]) -> bool:
    """A database that is away or locked for a moment does not end the worker."""
    close_old_connections()
    return _all_the_same(act)


def _all_the_same(act: Callable[[], bool]) -> bool:
    """Whatever it was, the others have their turn; false when it failed."""
    try:
        return act()
    except Exception as error:  # noqa: BLE001  whatever it was, the worker goes on
        logger.error("worker: %s", trail(error))
        time.sleep(LOOK)
        return False
