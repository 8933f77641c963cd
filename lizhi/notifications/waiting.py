"""Texts that wait for a worker: codes to sign in with, which are of no use after ten minutes."""

import datetime as dt

from django.db.models import DateTimeField

from lizhi.common.prepared import Change, Prepared, given
from lizhi.notifications import actions
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed

AT_ONCE = 20
AGAIN = dt.timedelta(minutes=1)
"""Whoever was killed on the way, or found the sender down, leaves it to another try."""
OF_USE = dt.timedelta(minutes=10)
MOMENT = DateTimeField()
DUE = Prepared(
    lambda: Message.objects.filter(
        state=Message.State.WAITING, due_at__lte=given("now", MOMENT)
    ).order_by("due_at")[:1]
)
TAKEN = Change(
    lambda: Message.objects.filter(
        pk=given("pk"), state=Message.State.WAITING, due_at=given("seen", MOMENT)
    ),
    due_at=given("later", MOMENT),
)
TOO_LATE = Change(
    lambda: Message.objects.filter(pk=given("pk"), state=Message.State.WAITING),
    state=Message.State.FAILED,
    error="of no use any more",
)


def deliver_due(now: dt.datetime) -> int:
    """Bring what is due, each by one worker; how many were taken."""
    taken = 0
    while taken < AT_ONCE and (message := DUE.first(now=now)):
        if TAKEN.make(pk=message.pk, seen=message.due_at, later=now + AGAIN):
            _bring(message, now)
        taken += 1
    return taken


def _bring(message: Message, now: dt.datetime) -> None:
    if message.created_at + OF_USE < now:
        TOO_LATE.make(pk=message.pk)
        return
    try:
        actions.deliver(message)
    except SendFailed:
        return  # it has been logged, and is due again in a minute
