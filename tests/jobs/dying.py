"""A worker that dies in the middle of a row, and one that comes after it, as two processes.

`python -m tests.jobs.dying FIRST|SECOND` on the database of the environment; the first one leaves
the row, takes it and never ends, the second one does it at once and prints that it has.
"""

import sys
import threading
import time

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings

from lizhi.common import clock
from lizhi.jobs import outbox, worker
from lizhi.jobs.models import Outbox


def for_ever(row: Outbox) -> None:
    """In the middle of it when its worker is killed."""
    say(f"took it, try {row.attempts}")
    time.sleep(600)


def at_once(row: Outbox) -> None:
    """Nothing to do."""
    say(f"did it, try {row.attempts}")


def say(words: str) -> None:
    """One line for whoever watches."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    """Work until somebody kills it."""
    first = sys.argv[1] == "FIRST"
    if first:
        outbox.queue("test", {}, dedupe="k", at=clock.now())
    settings.DAILY_JOBS = []
    settings.OUTBOX_HANDLERS = {"test": f"tests.jobs.dying.{'for_ever' if first else 'at_once'}"}
    say("ready")
    worker.run_forever(threading.Event())


if __name__ == "__main__":
    main()
