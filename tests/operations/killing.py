"""The demo's story with workers that are killed in the middle of whatever they do.

Run as a program (`python -m tests.operations.killing FOLDER SEED`) it plays on the database of the
environment. A worker is a child process like any other; SIGKILL hits it at a moment by chance.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

import django

if __name__ == "__main__":
    FOLDER = Path(sys.argv[1])
    HOME = FOLDER / "installation"
    HOME.mkdir()
    os.environ |= {
        "LIZHI_DATA_DIR": str(HOME),
        "LIZHI_CLOCK_FILE": str(HOME / "clock"),
        "LIZHI_TIMER_SECONDS": "0.2",
        "LIZHI_DEMO": "true",
        "DJANGO_SETTINGS_MODULE": "lizhi.config.settings",
    }
    django.setup()

import datetime as dt
from collections import Counter

import httpx
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.config.demo import checks, keeping, stage, story
from lizhi.config.demo.people import leaver_and_receiver
from lizhi.config.demo.visitor import Visitor
from lizhi.documents import actions as documents
from lizhi.jobs import holding, worker
from lizhi.jobs.models import Outbox
from lizhi.signing.models import Certificate

EACH = 4
"""Kills over one topic between two acts of people."""
LONGEST = 0.1
"""Seconds that a worker has after it took something up."""
QUICK = 0.01
"""The same for what is done in a blink."""


class Deadly(stage.Stage):
    """Nobody who works here lives long."""

    patience = 300
    """A worker who has just been born reads all it needs first: on a slow machine that is long."""

    def __init__(self, origin: str, clock_file: Path, seed: int) -> None:
        super().__init__(origin, clock_file)
        self.kills = 0
        self.hit: Counter[str] = Counter()
        self._chance = random.Random(seed)  # noqa: S311  not for secrets
        self._serve = WSGIHandler()

    def set(self, text: str) -> None:
        """Time never goes back, though it had to pass for the lease of a dead worker to end."""
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)
        if not self.clock_file.exists() or moment > clock.now():
            super().set(text)

    def settle(self) -> None:
        """Some workers die over it; the last one finishes."""
        seen: Counter[str] = Counter()
        while not stage.quiet() and self._one_dies(seen):
            pass
        super().settle()

    def work(self) -> None:
        """A worker that is left alone, until it is done with what it took up."""
        pid = self._fork()
        end = time.monotonic() + 5
        while not stage.quiet() and (time.monotonic() < end or _held()):
            time.sleep(0.01)
        time.sleep(0.05)
        self._kill(pid)

    def visitor(self, role: str) -> Visitor:
        """Somebody with a browser; the server is this process."""
        transport = httpx.WSGITransport(app=self._serve)
        return Visitor(self.origin, role, work=self.work, transport=transport)

    def _one_dies(self, seen: Counter[str]) -> bool:
        pid = self._fork()
        fresh = self._something_fresh(seen)
        if fresh:
            seen.update(fresh)
            # What is quick is met at its beginning: else it would be done before anybody dies.
            time.sleep(self._chance.uniform(0, QUICK if "archive.seal" in fresh else LONGEST))
        self._kill(pid)
        self._lease_ends()
        return bool(fresh)

    def _something_fresh(self, seen: Counter[str]) -> list[str]:
        """What the worker takes up, as soon as it is something that may still die."""
        end = time.monotonic() + 5
        while not (fresh := [one for one in _held() if seen[one] < EACH]):
            if time.monotonic() > end or stage.quiet():
                return []
            time.sleep(0.002)
        return fresh

    def _lease_ends(self) -> None:
        """What the dead one held is free again."""
        if held := _held():
            self.kills += 1
            self.hit.update(held)
            later = clock.local(clock.now() + holding.LEASE + dt.timedelta(seconds=1))
            self.set(later.replace(tzinfo=None).isoformat())

    def _fork(self) -> int:
        connections.close_all()
        if pid := os.fork():
            return pid
        try:
            worker.run_forever(threading.Event())
        finally:
            os._exit(1)

    def _kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _held() -> list[str]:
    """What a worker has taken up and not finished, at this moment of the clock."""
    held = Outbox.objects.filter(state=Outbox.State.PENDING, leased_until__gt=clock.now())
    return list(held.values_list("topic", flat=True))


def told(case: Case) -> dict[str, int]:
    """How often each thing has happened that nobody may do twice."""
    counts = Counter(case.events.values_list("kind", flat=True))
    once = ("notice_arrived", "signature_given", "signature_made", "certificate_issued")
    return {kind: counts[kind] for kind in (*once, "package_sealed", "case_ended")}


def result(place: Deadly, case: Case, who: story.Cast, folder: Path) -> dict[str, object]:
    """What the test looks at."""
    documents.sweep_store()  # what the dead have left behind is nobody's: nothing breaks
    papers, root = keeping.papers(case, folder), keeping.root(folder)
    keeping.package(case, folder)
    due = Outbox.objects.filter(available_at__lte=clock.now())
    undone = due.exclude(state__in=(Outbox.State.DONE, Outbox.State.OFF))
    return {
        "kills": place.kills,
        "hit": dict(place.hit),
        "checks": checks.all_of(case, folder, papers, root, who.of("verifier")),
        "papers": sorted(case.papers.values_list("kind", "state")),
        "events": told(case),
        "certificates": Certificate.objects.filter(kind="event").count(),
        "undone": list(undone.values_list("topic", "state", "last_error")),
    }


def main() -> None:
    """Play, and print what came of it."""
    place = Deadly(settings.ORIGIN, HOME / "clock", int(sys.argv[2]))
    place.set(story.APPLIES)
    stage.furnish()
    case, who = story.play(place, *leaver_and_receiver())
    place.settle()
    sys.stdout.write(json.dumps(result(place, case, who, FOLDER), ensure_ascii=False))


if __name__ == "__main__":
    main()
