"""One person's ending on one day and on another: N, N+1 and 2N, with and without the cap."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from lizhi.people.models import Employment, MonthlyWage
from lizhi.settlement.law import compensation
from lizhi.settlement.law.compensation import Base, Service
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.whatif import figures

MONTHS = 12
FROM_ROSTER = Note(
    "roster_average",
    "平均工资没有逐月核对",
    "用的是名册给的一个数，看不到每个月的工资。付款以前请导入 12 个月的应得工资。",
)
NO_CARRIED = Note(
    "carried_unknown",
    "并入的工龄不在名册里",
    "非因本人原因从别的单位调过来的年限，这里没有算进去。",
    "《劳动合同法实施条例》第十条",
)


@dataclass(frozen=True)
class Known:
    """What the roster and the payroll say about somebody."""

    hired_on: dt.date
    city: str
    average: Decimal | None
    last_month: Decimal | None
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Sums:
    """Three exposures in yuan; None where the wage of the last month is not known."""

    base: Base
    n: Decimal
    plus_one: Decimal | None
    twice: Decimal


@dataclass(frozen=True)
class Scenario:
    """The ending on one day. `capped` is None where the local average is missing."""

    last_day: dt.date
    capped: Sums | None
    uncapped: Sums
    missing: str
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Line:
    """One row of the table: the first day, the other one, and what lies between them."""

    key: str
    first: Decimal | None
    other: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """None where either is not known."""
        if self.first is None or self.other is None:
            return None
        return self.other - self.first


def know(employment: Employment, before: dt.date) -> Known:
    """Wages due of the months before that day where all are there, else the roster's average."""
    rows = MonthlyWage.objects.filter(employment=employment, month__lt=before.replace(day=1))
    wages = {row.month: row for row in rows.order_by("-month")[:MONTHS]}
    last_month = wages[max(wages)].amount if wages else employment.monthly_wage
    known = Known(
        employment.hired_on,
        employment.work_city or employment.branch.city,
        employment.average_wage,
        last_month,
        notes=(FROM_ROSTER,),
    )
    if not _is_whole(wages, employment.hired_on):
        return known
    average = compensation.average_due(
        {month: row.amount for month, row in wages.items()},
        overtime=sum((row.overtime for row in wages.values()), Decimal(0)),
        as_of=before,
    )
    return replace(known, average=average.value, steps=average.steps, notes=average.notes)


def _is_whole(months: Collection[dt.date], hired_on: dt.date) -> bool:
    """Twelve months in a row, or all since the first whole one of work."""
    if not months:
        return False
    newest = max(months)
    since = (newest.year - hired_on.year) * MONTHS + newest.month - hired_on.month
    wanted = min(MONTHS, since + (hired_on.day == 1))
    spread = (newest.year - min(months).year) * MONTHS + newest.month - min(months).month + 1
    return len(months) == spread and len(months) >= max(wanted, 1)


def suppose(known: Known, last_day: dt.date) -> Scenario:
    """All exposures on this day; `ValueError` where no average is known."""
    if known.average is None:
        raise ValueError("no average is known")
    local = figures.of_city(known.city, last_day)
    free = [_uncapped(known, local, last_day, from_start=whole) for whole in (False, True)]
    uncapped = _sums(known, free[0].value, free[1].value, last_day)
    if local.average is None:
        steps, notes = free[0].steps, free[0].notes
        capped = None
    else:
        service = Service(known.hired_on, last_day, known.average, local.average, local.minimum)
        found = compensation.reckon(service)
        whole = compensation.reckon(service, from_start=True)
        capped = _sums(known, found.value, whole.value, last_day)
        steps, notes = found.steps, found.notes
    return Scenario(
        last_day,
        capped,
        uncapped,
        local.missing,
        (*known.steps, *steps),
        (*notes, *known.notes, NO_CARRIED),
    )


def table(first: Scenario, other: Scenario | None) -> list[Line]:
    """Row by row, as people compare them: first with the cap, then without it."""
    return [Line(key, one, two) for key, one, two in _pairs(first, other)]


def _pairs(
    first: Scenario, other: Scenario | None
) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    for name in ("capped", "uncapped"):
        one = getattr(first, name)
        two = getattr(other, name) if other else None
        for key in ("months", "n", "plus_one", "twice"):
            yield f"{name}_{key}", _of(one, key), _of(two, key)


def _of(sums: Sums | None, key: str) -> Decimal | None:
    if sums is None:
        return None
    found: Decimal | None = sums.base.months if key == "months" else getattr(sums, key)
    return found


def _uncapped(
    known: Known, local: figures.Local, last_day: dt.date, *, from_start: bool
) -> Explained[Base]:
    months = compensation.months(known.hired_on, last_day, from_start=from_start)
    base = compensation.uncapped(
        average=known.average or Decimal(0),
        months=months.value,
        minimum=local.minimum,
        as_of=last_day,
    )
    return Explained(base.value, (*months.steps, *base.steps), (*months.notes, *base.notes))


def _sums(known: Known, base: Base, whole: Base, last_day: dt.date) -> Sums:
    n = compensation.amount_of(base)
    plus = None if known.last_month is None else n + known.last_month
    return Sums(base, n, plus, compensation.damages(whole, as_of=last_day).value)
