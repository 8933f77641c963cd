"""The hashes that chain events and days, computed by who writes them and by who checks them.

They stand here because a sealed package is checked below the room that writes the events.
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


def head_line(*, case: str, seq: int, digest: str) -> str:
    """How far a case was on a day, as it is counted into the head of that day."""
    return f"{case} {seq} {digest}"


def head_text(*, day: dt.date | str, previous: str, root: str, cases: int) -> bytes:
    """The head of a day in its one spelling: what is stamped, and named by the next one's previous.

    `root` is the hash over one `head_line` for each case that moved (`lizhi.common.merkle`).
    """
    told = {"day": str(day), "previous": previous, "root": root, "cases": cases}
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
