"""Sealed packages get a new time stamp every year. Only the job worker comes here."""

import datetime as dt

from lizhi.archive import renewing
from lizhi.archive.models import Package
from lizhi.common import clock
from lizhi.jobs.models import Outbox
from lizhi.jobs.outbox import queue_all
from lizhi.signing import stamps
from lizhi.signing.lists import Lists

TOPIC = "archive.renew"


def queue_renewals(now: dt.datetime) -> int:
    """Leave a job for each package whose newest stamp is a year old; how many there are.

    Each is tried again by itself: one that cannot be read keeps no other waiting.
    """
    waiting = renewing.due(now)
    queue_all(
        Outbox(
            dedupe=f"renew:{one.pk}:{(one.renewed_at or one.sealed_at):%Y%m%d}",
            topic=TOPIC,
            payload={"package": one.pk},
            available_at=now,
        )
        for one in waiting
    )
    return len(waiting)


def renew(row: Outbox) -> None:
    """Stamp one package anew; a second run finds it done."""
    package = Package.objects.select_related("file__key").get(pk=row.payload["package"])
    now = clock.now()
    renewing.renew(package, now, stamper=stamps.answer, lists=Lists(now).all())
