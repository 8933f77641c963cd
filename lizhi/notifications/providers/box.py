"""The demo's message box: nothing leaves the machine; `/demo/messages/` shows the texts."""

from collections.abc import Mapping

from django.conf import settings

from lizhi.common.refusals import NotPermitted
from lizhi.notifications.models import Message
from lizhi.notifications.providers import Report, SendFailed


class BoxSender:
    """Leaves the text where it is: in our own table."""

    def send(self, message: Message) -> str:
        """Nothing to do; production refuses, or people would wait for texts that never come."""
        if settings.PRODUCTION:
            raise SendFailed("the demo message box serves no production", permanent=True)
        return f"box-{message.pk}"

    def parse_delivery_report(
        self, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
    ) -> list[Report]:
        """Nobody reports about a box."""
        raise NotPermitted("the message box takes no reports")
