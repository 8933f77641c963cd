"""How it went lately: averages and medians of the last thirty days, worked out now and then.

Only the newest are looked at, so that it costs the same in a small and in a large group; kept for
ten minutes in each process.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import fmean, median

from django.core.cache import caches

from lizhi.accounts.models import User
from lizhi.cases.models import Case, CaseQuerySet
from lizhi.offboarding import definitions, step_names
from lizhi.people import rules as people
from lizhi.workflow import tree
from lizhi.workflow.models import Run

DAYS = 30
KEPT = 600
NEWEST = 1_000
LOOKED_AT = 200
FEWEST = 5
"""Fewer answers than this could be recognised."""
GOOD = 4
SECONDS_OF_DAY = 86_400
SECONDS_OF_HOUR = 3_600
WIDE = 280
"""Of the little drawing, in its own units."""


@dataclass(frozen=True)
class Step:
    """One step of people: half of them took longer than `hours`; `limit` is what was agreed."""

    name: str
    hours: float
    limit: float
    longest: float

    @property
    def over(self) -> float:
        """By how much the usual time is above what was agreed."""
        return round(max(self.hours - self.limit, 0.0), 1)

    @property
    def bar(self) -> float:
        """How long the bar is."""
        return round(max(WIDE * min(self.hours / self.longest, 1.0), 1.0), 1)

    @property
    def mark(self) -> float:
        """Where the mark of the limit stands."""
        return round(min(WIDE * self.limit / self.longest, WIDE - 2.0), 1)


@dataclass(frozen=True)
class Recent:
    """Of the cases that ended within thirty days; None where there are too few."""

    days: float | None = None
    faster: float | None = None
    """By so many days than in the thirty days before; negative: slower."""
    good: int | None = None
    """Of a hundred who answered, how many said that it went well."""
    answers: int = 0
    hardest: str = ""
    """What most of them found the hardest, if there was anything."""
    steps: list[Step] = field(default_factory=list)

    @property
    def slower(self) -> float:
        """By so many days than in the thirty days before."""
        return -self.faster if self.faster else 0.0


def of(user: User, cases: CaseQuerySet, *, now: dt.datetime) -> Recent:
    """What this person's reach has seen; the same for everybody with the same reach."""
    roles = people.roles_of(user)
    reach = (roles.hr_branches, roles.finance_entities)
    key = f"recent:{hash(reach)}:{now:%Y%m%d%H}"
    kept: Recent | None = caches["local"].get(key)
    if kept is None:
        kept = _look(cases, now)
        caches["local"].set(key, kept, KEPT)
    return kept


def _look(cases: CaseQuerySet, now: dt.datetime) -> Recent:
    month = dt.timedelta(days=DAYS)
    ended = cases.filter(ended_at__gt=now - 2 * month, ended_at__lte=now).order_by("-ended_at")
    columns = ended.values_list("pk", "arrived_at", "ended_at", "rating", "hardest")
    rows = [
        (pk, end - start, end, mark, part) for pk, start, end, mark, part in columns[:NEWEST] if end
    ]
    new = [row for row in rows if row[2] > now - month]
    old = [row for row in rows if row[2] <= now - month]
    days, before = (_average([took for _pk, took, *_row in part]) for part in (new, old))
    marks = [mark for *_row, mark, _part in new if mark]
    return Recent(
        days=days,
        faster=round(before - days, 1) if days is not None and before is not None else None,
        good=round(100 * sum(mark >= GOOD for mark in marks) / len(marks))
        if len(marks) >= FEWEST
        else None,
        answers=len(marks),
        hardest=_most_named([part for *_row, part in new if part]),
        steps=_slowest([row[0] for row in new[:LOOKED_AT]]),
    )


def _most_named(parts: list[str]) -> str:
    """From five answers on, and only when somebody found something hard."""
    named = Counter(part for part in parts if part != Case.Hardest.NOTHING)
    if len(parts) < FEWEST or not named:
        return ""
    return str(Case.Hardest(named.most_common(1)[0][0]).label)


def _average(spans: list[dt.timedelta]) -> float | None:
    if not spans:
        return None
    return round(fmean(span.total_seconds() for span in spans) / SECONDS_OF_DAY, 1)


def _slowest(keys: list[int]) -> list[Step]:
    limits = _limits()
    took: dict[str, list[float]] = defaultdict(list)
    runs = Run.objects.filter(case__in=keys, state=Run.State.DONE, step__in=limits)
    for step, start, end in runs.values_list("step", "opened_at", "closed_at"):
        if end:
            took[step].append((end - start).total_seconds() / SECONDS_OF_HOUR)
    found = {step: round(median(took[step]), 1) for step in limits if len(took[step]) >= FEWEST}
    longest = max([*found.values(), *(limits[step] for step in found)], default=1.0)
    return [
        Step(step_names.of(step), hours, limits[step], longest) for step, hours in found.items()
    ]


def _limits() -> dict[str, float]:
    """Hours that were agreed for each step of people, in the order of the process."""
    steps = definitions.shipped(definitions.REMOTE_RESIGNATION)["steps"]
    hours: dict[str, Callable[[float], float]] = {
        "hours": lambda n: n,
        "calendar_days": lambda n: 24 * n,
    }
    found = {}
    for step in tree.walk(steps):
        due = step.get("due")
        if due and due["unit"] in hours:
            found[step["id"]] = float(hours[due["unit"]](due["n"]))
    return found
