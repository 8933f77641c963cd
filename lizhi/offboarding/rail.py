"""The dates of an ending on one line: arrival, today, the end, and the end of notice."""

import datetime as dt
from dataclasses import dataclass

from lizhi.cases.models import Case
from lizhi.common import clock

FIRST, LAST = 8, 652
"""Where the line begins and ends, in the units of the drawing."""
ROOM = 150
"""A label needs so much; nearer ones would overlap."""


@dataclass(frozen=True)
class Rail:
    """Places on the line."""

    arrived: dt.date
    end: dt.date
    notice_end: dt.date
    now_at: int
    end_at: int
    saved: int
    """Days that both sides do not wait."""
    label_at: int
    label_end: bool
    """The label of the end is written to the left of its point."""

    @property
    def done(self) -> int:
        """How long the line is until the end."""
        return self.end_at - FIRST

    @property
    def now_anchor(self) -> str:
        """Today's label stays inside the drawing."""
        return "start" if self.now_at < FIRST + ROOM // 5 else "middle"

    @property
    def middle(self) -> int:
        """Between the end and the end of notice."""
        return (self.end_at + LAST) // 2


def of(case: Case, end: dt.date, *, today: dt.date) -> Rail:
    """Where each day stands between arrival and the later of both ends."""
    arrived = clock.local(case.arrived_at).date()
    whole = max((max(case.notice_end, end) - arrived).days, 1)

    def place(day: dt.date) -> int:
        share = min(max((day - arrived).days / whole, 0.0), 1.0)
        return round(FIRST + share * (LAST - FIRST))

    end_at = place(end)
    return Rail(
        arrived=arrived,
        end=end,
        notice_end=case.notice_end,
        now_at=place(today),
        end_at=end_at,
        saved=max((case.notice_end - end).days, 0),
        label_at=max(end_at, FIRST + ROOM),
        label_end=end_at > LAST - ROOM,
    )
