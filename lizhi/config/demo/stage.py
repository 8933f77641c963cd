"""Where the story plays: a fresh installation in a folder, its server, its worker, its clock."""

import datetime as dt
import os
import socket
import sys
import time
from pathlib import Path

from lizhi.common import clock
from lizhi.config import prepare, processes
from lizhi.config.demo.visitor import Visitor
from lizhi.jobs.models import Outbox
from lizhi.offboarding import definitions
from lizhi.people import example
from lizhi.workflow.models import Timer

PATIENCE = 30.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(folder: Path, port: int) -> dict[str, str]:
    """Settings of an installation of its own: nothing of it touches another one."""
    home = folder / "installation"
    return {
        "LIZHI_DATA_DIR": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'lizhi.sqlite3'}",
        "LIZHI_CLOCK_FILE": str(home / "clock"),
        "LIZHI_TIMER_SECONDS": "0.5",
        "LIZHI_ORIGIN": f"http://127.0.0.1:{port}",
        "LIZHI_DEMO": "true",
        "LIZHI_PRODUCTION": "false",
        "LIZHI_STORE_DIR": str(home / "store"),
        "LIZHI_STATIC_ROOT": str(home / "static"),
        "LIZHI_STATICFILES": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
        "PYTHONUNBUFFERED": "1",
    }


class Stage:
    """Where the story plays, as the story sees it: a clock, a worker, browsers."""

    patience = PATIENCE
    """Seconds that the worker has for all that can be done."""

    def __init__(self, origin: str, clock_file: Path) -> None:
        self.origin = origin
        self.clock_file = clock_file

    def set(self, text: str) -> None:
        """It is now this moment in China (2026-11-23 20:14) for all processes."""
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)
        self.clock_file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.clock_file.with_suffix(".new")
        beside.write_text(moment.isoformat(), encoding="utf-8")
        beside.replace(self.clock_file)

    def at(self, text: str) -> None:
        """Move time, and let everything happen that it brings."""
        self.set(text)
        self.settle()

    def settle(self) -> None:
        """Wait until the worker has done all that can be done at this moment of the clock."""
        end = time.monotonic() + self.patience
        while not quiet():
            if time.monotonic() > end:
                rows = Outbox.objects.filter(state=Outbox.State.PENDING)
                left = list(rows.values_list("topic", "last_error"))
                raise TimeoutError(f"the worker is not done: {left}")
            self.work()

    def work(self) -> None:
        """The worker is a process of its own: only wait."""
        time.sleep(0.05)

    def visitor(self, role: str) -> Visitor:
        """Somebody with a browser."""
        return Visitor(self.origin, role, work=self.work)


def quiet() -> bool:
    """Nothing waits for the worker at this moment of the clock."""
    now = clock.now()
    waiting = Outbox.objects.filter(state=Outbox.State.PENDING, available_at__lte=now)
    due = Timer.objects.filter(state=Timer.State.PENDING, due_at__lte=now)
    return not waiting.exists() and not due.exists()


def furnish() -> None:
    """Tables, static files, the shipped process and the example group."""
    prepare.everything()
    definitions.publish_shipped(at=clock.now())
    example.load_example(clock.now())


def open_house(port: int) -> processes.ProcessTree:
    """Start web and worker, and wait until the first page is served."""
    commands = [processes.web_command(f"127.0.0.1:{port}"), processes.worker_command()]
    tree = processes.ProcessTree(commands, {"PATH": os.environ["PATH"]})
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return tree
        time.sleep(0.05)
    tree.stop()
    sys.exit("The server did not start.")
