"""The official calendar as it is shipped, for programs that ask the law without a database."""

import datetime as dt
import json
from functools import cache
from pathlib import Path

from lizhi.settlement.law.wages import DayKind

FILE = Path(__file__).parents[1] / "common" / "official_days.json"
SATURDAY = 5
KINDS: dict[str, DayKind] = {"statutory": "statutory", "working": "working", "rest": "rest"}


class Shipped:
    """The announced days of the file; all others follow the plain week."""

    def kind_of(self, day: dt.date) -> DayKind:
        """Working day, rest day or statutory holiday."""
        plain: DayKind = "rest" if day.weekday() >= SATURDAY else "working"
        return _days().get(day, plain)

    def announced(self, year: int) -> bool:
        """Whether the file knows this year."""
        return year in {day.year for day in _days()}


@cache
def _days() -> dict[dt.date, DayKind]:
    rows: list[tuple[str, str, str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return {dt.date.fromisoformat(day): KINDS[kind] for day, kind, _name in rows}
