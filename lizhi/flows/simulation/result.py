"""What has come of it: plain data, for the page, for JSON and for comparison."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from lizhi.common import clock


@dataclass(frozen=True)
class Row:
    """One visit of one step: a line of the picture."""

    step: str
    name: str
    kind: str
    who: tuple[str, ...]
    opened: dt.datetime
    due: dt.datetime | None
    closed: dt.datetime | None
    late: dt.timedelta
    """By how much it went over its time."""
    disputed: dt.datetime | None
    """Since when something was said to be missing."""
    pressed: int
    outcome: str
    by_time: bool
    """Nobody answered, and time went on."""
    note: str


@dataclass(frozen=True)
class Heard:
    """What one person would get."""

    who: str
    channel: str
    words: str


@dataclass(frozen=True)
class Happening:
    """One thing that happens, who would hear of it, and what the employee would see."""

    at: dt.datetime
    kind: str
    step: str
    who: str
    """By whom; empty: by the machine."""
    what: str
    matters: bool
    heard: tuple[Heard, ...] = ()
    employee: str = ""


@dataclass(frozen=True)
class Duty:
    """One of the law's two dates: the last day for it, and the day on which it would be met."""

    due: dt.date | None = None
    """None: it is not owed, for nothing has ended."""
    on: dt.date | None = None
    """None: not while this was played."""

    @property
    def delayed(self) -> bool:
        """Not met, or later than the law allows."""
        return self.due is not None and (self.on is None or self.on > self.due)


@dataclass(frozen=True)
class Result:
    """The whole way, and what it comes to."""

    name: str
    number: int
    employee: str
    arrived: dt.datetime
    contract_end: dt.date | None
    """None: the contract goes on, or nothing has made its end certain."""
    done: dt.datetime | None
    outcome: str
    stuck: tuple[str, ...]
    """The steps at which nothing can happen any more; none when it has come to its end."""
    certificate: Duty
    wages: Duty
    presses: int
    escalations: int
    papers: tuple[str, ...]
    rows: tuple[Row, ...]
    happenings: tuple[Happening, ...]
    problems: tuple[str, ...] = field(default=())
    """What somebody was supposed to do and the rules of the house refused."""

    @property
    def took(self) -> dt.timedelta | None:
        """From the arrival to the end."""
        return self.done - self.arrived if self.done else None

    def as_json(self) -> dict[str, Any]:
        """All of it, moments as in China."""
        kept: dict[str, Any] = _plain(asdict(self))
        kept["certificate"]["delayed"] = self.certificate.delayed
        kept["wages"]["delayed"] = self.wages.delayed
        return kept


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return clock.local(value).isoformat(timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return round(value.total_seconds() / 3600, 2)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
