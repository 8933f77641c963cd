"""Once a day: stamp the stories, drop codes and calls. Only the job worker comes here."""

import datetime as dt

from django.db.models import Exists

from lizhi.cases import actions as cases
from lizhi.common import clock
from lizhi.jobs.models import Outbox
from lizhi.signing import stamps
from lizhi.signing.actions import inbox
from lizhi.signing.models import Inbox, OneTimeCode, WrongCalls

KEPT = dt.timedelta(days=2)
"""Longer than the outbox tries to send one. What a signature needs of its code is in its record."""


def forget_codes(now: dt.datetime) -> int:
    """Codes whose minutes are over; how many they were."""
    return OneTimeCode.objects.filter(expires_at__lt=now - KEPT).delete()[0]


KEPT_CALLS = dt.timedelta(days=90)
"""Long after a service has stopped calling again; what followed stands in the story of the case."""


def forget_calls(now: dt.datetime) -> int:
    """Old calls, and old counts of refused ones; how many of both.

    What a job still has to do, or somebody to look at, stays, however old it is.
    """
    before = now - KEPT_CALLS
    alive = Outbox.objects.filter(state__in=(Outbox.State.PENDING, Outbox.State.FAILED))
    waits = Exists(alive.filter(dedupe=inbox.job_of_row("pk")))
    calls = Inbox.objects.filter(~waits, received_at__lt=before).delete()[0]
    counts = WrongCalls.objects.filter(day__lt=clock.local(before).date()).delete()[0]
    return calls + counts


def stamp_heads(now: dt.datetime) -> int:
    """Each day that is over gets its stamped head; without a stamp none, and the job is retried."""
    return cases.add_heads(now, lambda head: stamps.answer(head, now))
