"""A worker is killed while it has something in hand: how long until another goes on with it.

Two workers as in production, each a process of its own; SIGKILL hits the one that holds a lease.
The seconds are those of a watch, for that is what somebody waits; nothing of it is CPU.
"""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from lizhi.common import clock
from lizhi.config import processes
from lizhi.config.bench import staff, steps
from lizhi.config.bench.measuring import Row
from lizhi.config.bench.staff import Company
from lizhi.config.demo import stage
from lizhi.jobs.models import Outbox, Worker
from lizhi.offboarding import benchmarks, definitions

PATIENCE = 180.0
"""Seconds, for a machine that is busy with something else."""
A_MOMENT = 0.002
T = TypeVar("T")
Processes = dict[str, "subprocess.Popen[bytes]"]
"""Workers by the names under which they hold what they have in hand."""


def rows(folder: Path, *, times: int) -> list[Row]:
    """The longest of so many deaths."""
    now = clock.local(steps.BEGINS).replace(tzinfo=None)
    stage.Stage(settings.ORIGIN, folder / "installation" / "clock").set(now.isoformat())
    definitions.publish_shipped(at=clock.now())
    company = staff.company(benchmarks.fill(1))
    with _workers() as working:
        waited = [_die(working, company) for _number in range(times)]
    longest = round(max(waited), 1)
    return [{"name": "kill_to_resume", "seconds": longest, "kills": times}]


def _die(working: Processes, company: Company) -> float:
    while len(working) < 2:  # whoever has died is followed by somebody new
        _start(working)
    (leaver,) = staff.leavers(company, 1)
    steps.submit(company, leaver)()
    held = Outbox.objects.filter(state=Outbox.State.PENDING, leased_until__isnull=False)
    row = _wait_for(lambda: held.filter(held_by__in=[*working]).first())
    gone = working.pop(row.held_by)
    gone.kill()
    began = time.monotonic()
    gone.wait()
    _wait_for(lambda: Outbox.objects.filter(pk=row.pk, state=Outbox.State.DONE).first())
    took = time.monotonic() - began
    if Outbox.objects.get(pk=row.pk).held_by == row.held_by:
        return _die(working, company)  # it had finished in the very moment
    return took


def _start(working: Processes) -> None:
    known = set(Worker.objects.values_list("name", flat=True))
    child = subprocess.Popen(processes.worker_command())  # noqa: S603  our own words
    fresh = _wait_for(lambda: Worker.objects.exclude(name__in=known).first())
    working[fresh.name] = child


@contextmanager
def _workers() -> Iterator[Processes]:
    working: Processes = {}
    try:
        _start(working)
        _start(working)
        yield working
    finally:
        for child in working.values():
            child.terminate()
        for child in working.values():
            child.wait()


def _wait_for(look: Callable[[], T | None]) -> T:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(A_MOMENT)
    raise TimeoutError("no worker goes on")
