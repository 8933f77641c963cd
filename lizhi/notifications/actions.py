"""Bring a text to an address, once, whatever happens in between."""

import datetime as dt
import logging
from collections.abc import Iterable

from django.db.models import DateTimeField

from lizhi.common import clock, rows
from lizhi.common.prepared import Change, Prepared, given
from lizhi.notifications import providers
from lizhi.notifications.models import Message
from lizhi.notifications.providers import Report, SendFailed

logger = logging.getLogger(__name__)
REASON_LENGTH = 200
BY_KEY = Prepared(lambda: Message.objects.filter(key=given("key")))
SENT = Change(
    lambda: Message.objects.filter(pk=given("pk"), state=Message.State.WAITING),
    state=Message.State.SENT,
    provider=given("provider"),
    ref=given("ref"),
    sent_at=given("at", DateTimeField()),
)


def send(*, key: str, channel: str, address: str, template: str, text: str) -> Message:
    """Send this text, unless it went out under the same key before; call it outside a transaction.

    A sender that can never take it leaves a failed message, which its state tells. One that is
    down for the moment raises SendFailed: whoever called tries again with the same key.
    """
    message = prepare(key=key, channel=channel, address=address, template=template, text=text)
    return deliver(message)


def prepare(
    *,
    key: str,
    channel: str,
    address: str,
    template: str,
    text: str,
    due_at: dt.datetime | None = None,
    of_use_until: dt.datetime | None = None,
) -> Message:
    """Keep the text until somebody delivers it; the second call with a key finds the first.

    With `due_at` a worker does, from that moment on, once the transaction stands, and tries until
    it has gone out, or is of no use any more.
    """
    values = {"channel": channel, "address": address, "template": template, "text": text}
    message = Message(key=key, due_at=due_at, of_use_until=of_use_until, **values)
    return message if rows.insert_unless_there([message]) else BY_KEY.get(key=key)


def deliver(message: Message) -> Message:
    """Hand a waiting message to the sender of its channel; one that went out stays as it is."""
    if message.state != Message.State.WAITING:
        return message
    name = providers.name_for(message.channel)
    try:
        ref = providers.get(name).send(message)
    except SendFailed as failure:
        logger.warning("message %s was not sent: %s", message.pk, failure.reason)
        if not failure.permanent:
            raise
        _leave(message, state=Message.State.FAILED, provider=name, error=_short(failure.reason))
    else:
        _went_out(message, provider=name, ref=ref, at=clock.now())
    return message


def _went_out(message: Message, *, provider: str, ref: str, at: dt.datetime) -> None:
    if not SENT.make(pk=message.pk, provider=provider, ref=ref, at=at):
        message.refresh_from_db()
        return
    message.state, message.provider = Message.State.SENT, provider
    message.ref, message.sent_at = ref, at


def _leave(message: Message, **values: object) -> None:
    """Write the outcome, unless another worker has."""
    still_waiting = Message.objects.filter(pk=message.pk, state=Message.State.WAITING)
    if not still_waiting.update(**values):
        message.refresh_from_db()
        return
    for name, value in values.items():
        setattr(message, name, value)


def take_reports(provider: str, reports: Iterable[Report], at: dt.datetime) -> int:
    """Note what became of texts; the answer is how many of the reports told us something new."""
    return sum(_take(provider, report, at) for report in reports)


def _take(provider: str, report: Report, at: dt.datetime) -> int:
    sent = Message.objects.filter(provider=provider, ref=report.ref, state=Message.State.SENT)
    if report.state == "failed":
        return sent.update(state=Message.State.FAILED, error=_short(report.reason))
    return sent.update(state=Message.State.DELIVERED, delivered_at=at)


def _short(reason: str) -> str:
    return reason[:REASON_LENGTH]
