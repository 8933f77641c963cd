"""Once a day: stamp the stories, drop codes and calls. Only the job worker comes here."""

import datetime as dt

from django.conf import settings
from django.db.models import Exists

from lizhi.cases import actions as cases
from lizhi.common import clock
from lizhi.jobs.models import Outbox
from lizhi.signing import actions, stamps
from lizhi.signing.actions import inbox
from lizhi.signing.models import Inbox, OneTimeCode, OnPaper, WrongCalls

STAGES = {
    OnPaper.State.CHOSEN: ("send", "leaver"),
    OnPaper.State.WRONG: ("send", "leaver"),
    OnPaper.State.SENT: ("take_in", "hr"),
    OnPaper.State.RECEIVED: ("send_back", "hr"),
}
"""What is waited for, and who owes it."""
KEPT = dt.timedelta(days=2)
"""Longer than the outbox tries to send one. What a signature needs of its code is in its record."""
KEPT_CALLS = dt.timedelta(days=90)
"""Long after a service has stopped calling again; what followed stands in the story of the case."""


def forget_codes(now: dt.datetime) -> int:
    """Codes whose minutes are over; how many they were."""
    return OneTimeCode.objects.filter(expires_at__lt=now - KEPT).delete()[0]


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


def chase_papers(now: dt.datetime) -> int:
    """Whoever owes the next step of a paper signed by hand hears of it; how many they were."""
    before = now - dt.timedelta(days=settings.SIGNING_PAPER_CHASED)
    found = OnPaper.objects.waiting().filter(waits_since__lte=before)
    chased = 0
    for one in found.select_related("actor__envelope__case").order_by("pk"):
        stage, to = STAGES[OnPaper.State(one.state)]
        chased += actions.chase(one, stage=stage, to=to, at=now)
    return chased


def stamp_heads(now: dt.datetime) -> int:
    """Each day that is over gets its stamped head; without a stamp none, and the job is retried."""
    return cases.add_heads(now, lambda head: stamps.answer(head, now))
