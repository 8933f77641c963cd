"""What is supposed: who leaves, when, and what goes wrong on the way."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

Span = dict[str, Any]
"""`{"n": 4, "unit": "hours"}`, as in definitions."""
SOON: Span = {"n": 4, "unit": "hours"}
MENDS_AFTER_DAYS = 3
HORIZON = dt.timedelta(days=800)
"""So long it is played; nothing that lasts longer is meant."""
YEARS = range(2008, 2100)
"""Since the Labour Contract Law is in force; what lies far ahead nobody means."""


@dataclass(frozen=True)
class Behaviour:
    """How whoever has a step goes about it. As it stands: in time."""

    after: Span | None = None
    """So long after it began, whatever its time limit says."""
    late_days: int | None = None
    """So many days after its time was over."""
    silent: bool = False
    """Never."""
    away_until: dt.date | None = None
    """On holiday, with nobody in the place: not before nine on this day."""
    disputes: int = 0
    """Of a handover: so many things are said to be missing. Of an answer: so many lines."""
    mends_after_days: int | None = MENDS_AFTER_DAYS
    """After so many days what was missing is handed over; None: never."""
    sends_back_to: str = ""
    """The first time it goes back to this step."""
    outcome: str = ""
    """The answer that is given; without one, the one by which things go on.

    Of a service, how the paper reaches the person: a word of `offboarding.serving.HOW`.
    """


@dataclass(frozen=True)
class Deed:
    """Something that somebody does at a moment, beside all steps."""

    do: str
    """A word of `deeds.KNOWN`."""
    at: dt.datetime
    who: str = ""
    """By whom, or who is away: a part in the case, a staff number, or a name."""
    instead: str = ""
    """Of an absence: the substitute."""
    until: dt.datetime | None = None
    """Of a pause the moment, of an absence the last day."""
    day: dt.date | None = None
    side: str = "employee"
    """Of a proposal: `employee` or `company`."""
    agreed: bool = True
    step: str = ""
    """Which step is pressed, handed on or left."""
    to: str = ""
    """Whom it is handed on to; of a jump, the step that it goes to."""


@dataclass(frozen=True)
class Scenario:
    """One supposed ending. All that is not said goes well and in time."""

    arrives: dt.datetime
    """When the notice is handed in, or HR begins."""
    wished_day: dt.date | None = None
    """The last day that is wished for, or that HR names; None: as it often is."""
    employee: str = ""
    """Staff number; empty: 张敏 of a sample company that exists only while this is played."""
    ground: str = ""
    """By which the company ends it; empty: the first one of its way."""
    opening: dict[str, Any] = field(default_factory=dict)
    """What HR says at the start that is not as usual: fields of `offboarding.openings.Opening`."""
    reason: str = "family"
    handover: tuple[str, ...] = ("客户资料", "合同文件", "电脑", "账号")
    agrees_early: bool = True
    days_off: tuple[dt.date, ...] = ()
    """Nobody works on these days either."""
    otherwise: Behaviour = field(default_factory=Behaviour)
    happens: tuple[Deed, ...] = ()
    """What is done beside the steps, each at its moment."""
    steps: dict[str, Behaviour] = field(default_factory=dict)
    """By the id of a step, or by the form that it names."""

    def of(self, step: dict[str, Any]) -> Behaviour:
        """How this step is gone about."""
        known = self.steps.get(step["id"]) or self.steps.get(step.get("form", ""))
        return known or self.otherwise
