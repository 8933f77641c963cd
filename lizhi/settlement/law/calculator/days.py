"""What a day of the official calendar is; the law has no calendar itself, it is handed in."""

import datetime as dt
from typing import Protocol

from lizhi.settlement.law.wages import DayKind


class Days(Protocol):
    """The announced days, by whoever knows them."""

    def kind_of(self, day: dt.date) -> DayKind:
        """Working day, rest day or statutory holiday; swapped days counted as what they became."""
        ...

    def announced(self, year: int) -> bool:
        """Whether the days off of this year are known."""
        ...
