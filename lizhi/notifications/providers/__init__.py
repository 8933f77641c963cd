"""Ways to bring a text to an address. Each is one module with the same two verbs.

To add one, copy `http.py`, name its class in `settings.MESSAGE_SENDERS`, and choose it with
`LIZHI_SMS_SENDER` or `LIZHI_MAIL_SENDER`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from lizhi.notifications.models import Message

OFF = "off"
"""Instead of a sender's name: nothing goes out by this channel, and each try says so."""


class SendFailed(Exception):
    """The text did not go out. `permanent` tells giving up from trying again later.

    `reason` never holds the address or the text: it is stored and may be logged.
    """

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


@dataclass(frozen=True)
class Report:
    """What became of a text that the sender took."""

    ref: str
    state: Literal["delivered", "failed"]
    reason: str = ""


class Sender(Protocol):
    """What we ask of a way to bring texts to people."""

    def send(self, message: Message) -> str:
        """Bring it on its way and return the sender's own reference; else raise SendFailed.

        It is called again after a crash: pass `message.key` on, so that the other side can tell.
        """

    def parse_delivery_report(
        self, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
    ) -> list[Report]:
        """Read what the other side reports, after its signature over the raw bytes was checked.

        Raises NotPermitted for a wrong signature and Refused for what cannot be read.
        """


def name_for(channel: str) -> str:
    """Which sender serves `sms` or `mail` here."""
    return {"sms": settings.SMS_SENDER, "mail": settings.MAIL_SENDER}[channel]


def get(name: str) -> Sender:
    """The sender of this name."""
    if name == OFF:
        raise SendFailed("this channel is switched off", permanent=True)
    sender: Sender = import_string(settings.MESSAGE_SENDERS[name])()
    return sender
