"""Texts that wait for a worker: those that are soon of no use first, as codes to sign in with.

Only these go out by night; somebody waits for them.
"""

import datetime as dt
import logging

from django.db.models import DateTimeField, Q, QuerySet

from lizhi.common import calendar
from lizhi.common.delays import DELAYS
from lizhi.common.prepared import Change, Prepared, given
from lizhi.common.trail import name, trail
from lizhi.notifications import actions
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed

AT_ONCE = 20
AGAIN = dt.timedelta(minutes=1)
"""Whoever was killed on the way leaves it to another try; a code that failed is tried so too."""
LOST = "worker lost"
MOMENT = DateTimeField()
logger = logging.getLogger(__name__)


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
    attempts=given("attempts"),
)
TOO_LATE = Change(
    lambda: Message.objects.filter(pk=given("pk"), state=Message.State.WAITING),
    state=Message.State.FAILED,
    error="of no use any more",
)


def deliver_due(now: dt.datetime, *, only_in_a_hurry: bool = False) -> int:
    """Bring what is due, each by one worker; how many were taken.

    While somebody has paused what leaves the house, only what is in a hurry goes out.
    """
    taken = 0
    while taken < AT_ONCE and (message := _next(now, only_in_a_hurry=only_in_a_hurry)):
        message.attempts += 1
        mine = {"later": now + AGAIN, "attempts": message.attempts}
        if TAKEN.make(pk=message.pk, seen=message.due_at, **mine):
            _bring(message, now)
        taken += 1
    return taken


def _next(now: dt.datetime, *, only_in_a_hurry: bool) -> Message | None:
    return IN_A_HURRY.first(now=now) or (None if only_in_a_hurry else DUE.first(now=now))


def _bring(message: Message, now: dt.datetime) -> None:
    if message.of_use_until is None and (morning := calendar.quiet(now)) > now:
        Message.objects.filter(pk=message.pk).update(due_at=morning, attempts=message.attempts - 1)
        return
    if message.of_use_until is not None and message.of_use_until < now:
        TOO_LATE.make(pk=message.pk)
        return
    if message.of_use_until is None and message.attempts > len(DELAYS) + 1:
        _failed(message, LOST, now)  # every worker has died at it, and none has said why
        return
    try:
        actions.deliver(message)
    except SendFailed as failure:
        _failed(message, failure.reason, now)
    except Exception as error:  # noqa: BLE001  a sender that is broken; the next text may go out
        logger.error("message %s: %s", message.pk, trail(error))
        _failed(message, name(error), now)


def _failed(message: Message, reason: str, now: dt.datetime) -> None:
    """A code is tried each minute while it is of use, other texts later and later."""
    held = Message.objects.filter(pk=message.pk, state=Message.State.WAITING)
    error = reason[: actions.REASON_LENGTH]
    if message.of_use_until is not None:
        held.update(error=error)
    elif message.attempts > len(DELAYS):
        held.update(state=Message.State.FAILED, error=error)
    else:
        held.update(due_at=now + DELAYS[message.attempts - 1], error=error)


def troubled() -> QuerySet[Message]:
    """Texts, no codes, that failed at least once and were to be brought by a worker."""
    own = Message.objects.filter(due_at__isnull=False, of_use_until=None)
    waits = Q(state=Message.State.WAITING, attempts__gt=0) & ~Q(error="")
    return own.filter(Q(state=Message.State.FAILED) | waits)


def try_again(message: Message, now: dt.datetime) -> bool:
    """Somebody has mended what was wrong; False: it has gone out in the meantime."""
    mine = troubled().filter(pk=message.pk)
    return bool(mine.update(state=Message.State.WAITING, due_at=now, attempts=0))


def give_up(message: Message, reason: str) -> bool:
    """It is not sent any more, for this reason; False: it has gone out in the meantime."""
    mine = troubled().filter(pk=message.pk)
    return bool(mine.update(state=Message.State.FAILED, due_at=None, error=reason[:200]))


def bring_back(now: dt.datetime) -> int:
    """After the clock was set back no text waits longer than it may: how many did."""
    longest = now + max(DELAYS) + AGAIN
    waits = Message.objects.filter(state=Message.State.WAITING, due_at__gt=longest)
    far = waits.update(due_at=now)
    ahead = Message.objects.filter(state=Message.State.WAITING, due_at__gt=now + AGAIN)
    return far + ahead.filter(created_at__gt=now + AGAIN).update(due_at=now)
