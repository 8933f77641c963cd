"""Hashes that chain the events of a case, over the ciphertext of personal words.

So the chain can still be verified when the key of the words has been dropped (decision D17).
"""

import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from lizhi.cases.models import Case, Event
from lizhi.common import chaining, encryption

START = chaining.START


def canonical(value: Any) -> str:
    """One spelling for one value, whatever database it has been through."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as JSON keeps them: dates and amounts become text."""
    known: dict[str, Any] = json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
    return known


def digest(event: Event, number: str) -> str:
    """The hash that this event must carry in the case of this number, 64 hex digits."""
    return chaining.event_digest(
        case=number,
        seq=event.seq,
        kind=event.kind,
        actor=event.actor_id,
        happened_at=event.happened_at,
        step=event.step,
        facts=event.facts,
        words=bytes(event.words),
        previous=event.previous,
    )


def data_key(case: Case) -> bytes | None:
    """The key of the personal words of this case; None when it has been dropped."""
    if case.data_key is None:
        return None
    return encryption.unwrap(bytes(case.data_key), bound_to=case.number)


def seal(case: Case, words: str, *, place: str) -> bytes:
    """Words as ciphertext that opens in this place of this case only; b"" when the key is gone."""
    key = data_key(case) if words else None
    return encryption.seal(key, words.encode(), bound_to=f"{case.number}:{place}") if key else b""


def unseal(case: Case, sealed: bytes, *, place: str) -> str | None:
    """The words again, or None when there were none or the key has been dropped."""
    key = data_key(case) if sealed else None
    if key is None:
        return None
    return encryption.unseal(key, sealed, bound_to=f"{case.number}:{place}").decode()


def read(event: Event) -> str | None:
    """What a person wrote, or None when nothing, or when the key of the case has been dropped."""
    return unseal(event.case, bytes(event.words), place=f"event:{event.seq}")


def first_broken(case: Case, events: Iterable[Event] | None = None) -> int | None:
    """The number of the first event that was changed, dropped or put in between.

    `events` are all of them in order, where a page has read them already.
    """
    previous = START
    found = case.events.order_by("seq") if events is None else events
    for number, event in enumerate(found, start=1):
        expected = (number, previous, digest(event, case.number))
        if (event.seq, event.previous, event.digest) != expected:
            return number
        previous = event.digest
    return None
