"""The stories of all cases get one stamped hash for each day that is over."""

import datetime as dt
import hashlib
from collections.abc import Callable

from lizhi.cases import heads
from lizhi.cases.models import DailyHead
from lizhi.common import chaining, rows

Stamper = Callable[[bytes], bytes]
"""Gives the RFC 3161 answer over these bytes, or raises."""


def add_heads(now: dt.datetime, stamper: Stamper) -> int:
    """Every day that is over and has moved something gets its head; how many were made.

    A head is written with its stamp or not at all: whoever stamps may be away, then whoever calls
    tries again. Days that nobody made up for meanwhile come first, each by itself.
    """
    made = 0
    while due := heads.next_due(now):
        made += _add(due, stamper, now)
    return made


def _add(due: heads.Due, stamper: Stamper, now: dt.datetime) -> int:
    lines = heads.lines_between(due.after, due.until)
    root = heads.root_of(lines)
    text = chaining.head_text(day=due.day, previous=due.previous, root=root, cases=len(lines))
    head = DailyHead(
        day=due.day,
        previous=due.previous,
        root=root,
        lines="\n".join(lines),
        cases=len(lines),
        last_event=due.until,
        digest=hashlib.sha256(text).hexdigest(),
        stamp=stamper(text),
        stamped_at=now,
    )
    return rows.insert_unless_there([head])  # another worker may have made the same
