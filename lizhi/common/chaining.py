"""The hash that chains one event to the last, computed by who writes events and by who checks them.

It stands here because a sealed package is checked below the room that writes the events.
"""

import datetime as dt
import hashlib
import json
from typing import Any

START = "0" * 64
"""What the first event of a case names as its predecessor's hash."""


def event_digest(
    *,
    case: str,
    seq: int,
    kind: str,
    actor: int | None,
    happened_at: dt.datetime,
    step: str,
    facts: Any,
    words: bytes,
    previous: str,
) -> str:
    """SHA-256, 64 hex digits, over everything an event says.

    `case` is the number of the case, `actor` the number of the user. The words are hashed as they
    are stored, encrypted: dropping the key of a case deletes them and breaks nothing (D17).
    """
    moment = happened_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    fixed = [case, seq, kind, actor, moment, step, facts, words.hex(), previous]
    text = json.dumps(fixed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
