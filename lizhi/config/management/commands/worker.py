"""The job worker as a process of its own."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from lizhi.config import production
from lizhi.jobs.worker import run_forever


class Command(BaseCommand):
    """`lizhi worker`: ends cleanly when asked to, after what it is doing."""

    help = "Do what the outbox holds, let time act, run jobs. Production must be complete."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Until SIGTERM or SIGINT."""
        production.check()
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda number, frame: stop.set())
        run_forever(stop)
