"""A real installation for the journeys: gunicorn with two processes, hashed and compressed files.

Its database is a file, and the test works on the same one, so that a story can be begun in its
middle through the actions. What the worker would do is done where the story says `settle`.
"""

import datetime as dt
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.utils import load_backend
from django.test import override_settings

from lizhi.common import clock
from lizhi.config import processes
from lizhi.config.demo.stage import free_port
from lizhi.documents import jobs
from lizhi.documents.models import Upload
from tests import make
from tests.journeys.browser import ROOT

PATIENCE = 60
STATIC = ROOT / "build" / "journeys" / "static"
PREPARE = """
from lizhi.common import clock
from lizhi.config import prepare
from lizhi.offboarding import definitions
prepare.everything()
definitions.publish_shipped(at=clock.now())
"""


class House:
    """Where it is, what time it is in it."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = folder / "house.sqlite3"
        self.clock_file = folder / "clock"
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "LIZHI_CLOCK_FILE": str(self.clock_file),
            "LIZHI_CODES_PER_ADDRESS": "100000",
            "LIZHI_DATA_DIR": str(settings.DATA_DIR),
            "LIZHI_DEMO": "true",
            "LIZHI_ORIGIN": self.url,
            "LIZHI_STATIC_ROOT": str(STATIC),
            "LIZHI_STATICFILES": "whitenoise.storage.CompressedManifestStaticFilesStorage",
            "LIZHI_STORE_DIR": str(settings.STORE_DIR),
            "PYTHONWARNINGS": "default",
            **more,
        }
        self.server: processes.ProcessTree | None = None
        self.worker = ThreadPoolExecutor(1)

    def set(self, text: str) -> None:
        """It is now this moment in China: 2026-11-23 20:14."""
        moment = dt.datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)
        beside = self.clock_file.with_suffix(".new")
        beside.write_text(moment.isoformat(), encoding="utf-8")
        beside.replace(self.clock_file)

    def at(self, text: str) -> None:
        """Move time, and let everything happen that it brings."""
        self.set(text)
        self.settle()

    def settle(self) -> None:
        """Let the worker do all it can: in a thread, for the browser has a loop of its own here."""
        self.worker.submit(self._work).result()

    def _work(self) -> None:
        with self.connected():
            for upload in Upload.objects.filter(state=Upload.State.CHECKING):
                jobs.check_upload.call(str(upload.pk))
            make.work()

    def open(self) -> None:
        """Make tables and files, start the server, wait until it answers."""
        self.set("2026-11-23 09:00")
        STATIC.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "lizhi", "manage", "shell", "-v", "0", "-c", PREPARE]
        subprocess.run(command, env=self.environment, check=True)  # noqa: S603  our own words
        web = processes.web_command(f"127.0.0.1:{self.port}")
        self.server = processes.ProcessTree([web], self.environment)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError("the server did not start")

    def close(self) -> None:
        """Stop the server."""
        self.worker.shutdown()
        if self.server:
            self.server.stop()

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Let this thread work on the house's database."""
        outside = connections["default"]
        values = {**outside.settings_dict, "ENGINE": "django.db.backends.sqlite3"}
        values |= {"NAME": str(self.database), "OPTIONS": settings.SQLITE_OPTIONS}
        inside = load_backend(values["ENGINE"]).DatabaseWrapper(values, "default")
        connections["default"] = inside
        try:
            yield
        finally:
            inside.close()
            connections["default"] = outside

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Let the test's own process work in the house, by the house's clock."""
        os.environ["LIZHI_CLOCK_FILE"] = str(self.clock_file)
        try:
            with self.connected(), clock.system(), override_settings(ORIGIN=self.url):
                yield
        finally:
            os.environ.pop("LIZHI_CLOCK_FILE")
