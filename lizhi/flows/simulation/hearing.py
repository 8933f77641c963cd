"""Who would hear what: the real notices, read where they would have gone out."""

import re
from collections import defaultdict

from django.conf import settings

from lizhi.flows.simulation.result import Heard
from lizhi.jobs.models import Outbox
from lizhi.offboarding import notices, questions

TOPIC = "notices.send"
LINK = re.compile(r"[：:]?\s*https?://\S+\s*")


class Hearing:
    """Everything that would have been written to people, by the event that it tells of."""

    def __init__(self) -> None:
        self.by_event: dict[int, list[tuple[int, Heard]]] = defaultdict(list)
        self._sent: set[str] = set()

    def of(self, row: Outbox) -> bool:
        """Take what this row would have sent; False when it is about something else."""
        if row.topic != TOPIC:
            return False
        event = questions.TOLD.get(pk=row.payload["event"])
        for text in notices.texts_of(event):
            if text.key not in self._sent:
                self._sent.add(text.key)
                heard = Heard(text.user.name, text.channel, _plain(text.words))
                self.by_event[event.pk].append((text.user.pk, heard))
        return True


def _plain(words: str) -> str:
    """Without the product's name in front and without links, which open nothing here."""
    said = words.removeprefix(f"【{settings.PRODUCT_NAME}】")
    return LINK.sub(lambda found: "。" if found.end() < len(said) else "", said)
