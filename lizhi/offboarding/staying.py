"""The leaver's request to stay, as the own pages tell it: asked, or answered and in what words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lizhi.cases import chain
from lizhi.cases.models import Case, Event

KINDS = ("withdrawal_asked", "withdrawal_taken_back", "withdrawal_refused", "withdrawal_agreed")
ANSWERS = {"withdrawal_refused": "refused", "withdrawal_agreed": "agreed"}


@dataclass(frozen=True)
class Stay:
    """The newest request."""

    at: dt.datetime
    answer: str = ""
    """`refused` or `agreed`; empty while it waits for HR."""
    who: str = ""
    """Who answered."""
    words: str = ""
    """What they said with it."""


def of(case: Case, events: Iterable[Event]) -> Stay | None:
    """From the events of its case, the oldest first; None: never asked, or taken back."""
    last = None
    for event in events:
        last = event if event.kind in KINDS else last
    if last is None or last.kind == "withdrawal_taken_back":
        return None
    answer = ANSWERS.get(last.kind, "")
    if not answer:
        return Stay(last.happened_at)
    last.case = case
    who = last.actor.name if last.actor else ""
    return Stay(last.happened_at, answer, who, chain.read(last) or "")
