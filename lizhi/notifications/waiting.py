"""Texts that wait for a worker: those that are soon of no use first, as codes to sign in with.

Only these go out by night; somebody waits for them.
"""

import datetime as dt

from django.db.models import DateTimeField, QuerySet

from lizhi.common import calendar
from lizhi.common.prepared import Change, Prepared, given
from lizhi.notifications import actions
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed

AT_ONCE = 20
AGAIN = dt.timedelta(minutes=1)
"""Whoever was killed on the way, or found the sender down, leaves it to another try."""
MOMENT = DateTimeField()


def _due(**more: bool) -> QuerySet[Message]:
    now = given("now", MOMENT)
    waiting = Message.objects.filter(state=Message.State.WAITING, due_at__lte=now, **more)
    return waiting.order_by("due_at")[:1]


IN_A_HURRY = Prepared(lambda: _due(of_use_until__isnull=False))
DUE = Prepared(_due)
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
    while taken < AT_ONCE and (message := IN_A_HURRY.first(now=now) or DUE.first(now=now)):
        if TAKEN.make(pk=message.pk, seen=message.due_at, later=now + AGAIN):
            _bring(message, now)
        taken += 1
    return taken


def _bring(message: Message, now: dt.datetime) -> None:
    if message.of_use_until is None and (morning := calendar.quiet(now)) > now:
        Message.objects.filter(pk=message.pk).update(due_at=morning)
        return
    if message.of_use_until is not None and message.of_use_until < now:
        TOO_LATE.make(pk=message.pk)
        return
    try:
        actions.deliver(message)
    except SendFailed:
        return  # it has been logged, and is due again in a minute
