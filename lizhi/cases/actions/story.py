"""Write the story of a case: events, each chained to the one before."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.dispatch import Signal

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import rows
from lizhi.common.prepared import Prepared, given

LOCKED = Prepared(lambda: Case.objects.select_for_update().only("pk").filter(pk=given("pk")))
LAST = Prepared(
    lambda: Event.objects.filter(case=given("case")).only("seq", "digest").order_by("-seq")[:1]
)
event_recorded = Signal()
"""`event` was written. Sent inside the transaction: whoever listens adds rows, calls nobody."""


@dataclass(frozen=True)
class Entry:
    """What is to be written: the kind, where, and the facts; words are sealed."""

    kind: str
    step: str = ""
    words: str = ""
    by: User | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def record(
    case: Case,
    kind: str,
    *,
    by: User | None,
    at: dt.datetime,
    step: str = "",
    words: str = "",
    **facts: Any,
) -> Event:
    """Add one event; what a person wrote goes in as ciphertext under the key of the case."""
    return record_all(case, [Entry(kind, step, words, by, facts)], at=at)[0]


@transaction.atomic(savepoint=False)
def record_all(case: Case, entries: Iterable[Entry], *, at: dt.datetime) -> list[Event]:
    """Add several events in one go; whoever listens hears of each when all are written."""
    wanted = list(entries)
    if not wanted:
        return []
    seq, digest = _head(case)
    events: list[Event] = []
    for entry in wanted:
        event = _next(case, seq + 1, digest, entry, at)
        seq, digest = event.seq, event.digest
        events.append(event)
    rows.insert(events)
    for event in events:
        event_recorded.send(sender=Event, event=event)
    return events


def _head(case: Case) -> tuple[int, str]:
    if connection.features.has_select_for_update:
        # Two writers at once wait for one another here instead of taking the same number.
        LOCKED.first(pk=case.pk)
    last = LAST.first(case=case.pk)
    return (last.seq, last.digest) if last else (0, chain.START)


def _next(case: Case, seq: int, previous: str, entry: Entry, at: dt.datetime) -> Event:
    event = rows.new(
        Event,
        case=case,
        seq=seq,
        kind=entry.kind,
        actor=entry.by,
        happened_at=at,
        step=entry.step,
        facts=chain.plain(entry.facts),
        words=chain.seal(case, entry.words, place=f"event:{seq}"),
        previous=previous,
    )
    event.digest = chain.digest(event, case.number)
    return event


@transaction.atomic
def forget_words(case: Case, *, at: dt.datetime) -> None:
    """Drop the key: what people wrote is gone, that it was written can still be proved."""
    record(case, "words_forgotten", by=None, at=at)
    case.data_key = None
    case.save(update_fields=["data_key"])
