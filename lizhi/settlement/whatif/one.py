"""One person's ending on one day and on another: N, N+1 and 2N, with and without the cap."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law import compensation
from lizhi.settlement.law.compensation import Base, Service
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.wages import Calendar
from lizhi.settlement.whatif import figures, paid, year
from lizhi.settlement.whatif import month as its_month
from lizhi.settlement.whatif.knowing import Known
from lizhi.settlement.whatif.month import Month
from lizhi.settlement.whatif.paid import Paid
from lizhi.settlement.whatif.sources import Source
from lizhi.settlement.whatif.terms import Terms, Way

NO_CARRIED = Note(
    "carried_unknown",
    "并入的工龄不在名册里",
    "非因本人原因从别的单位调过来的年限，这里没有算进去。",
    "《劳动合同法实施条例》第十条",
)


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
    ways: Mapping[str, Mapping[Way, Paid]]
    """`capped`, where that is known, and `uncapped`: every way with its taxes, net and cost."""
    source: Source
    """Where the average comes from."""
    lacking: tuple[str, ...]
    """Why a tax, a net or a cost is not worked out."""


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


def suppose(known: Known, last_day: dt.date, terms: Terms, kind_of: Calendar) -> Scenario:
    """All exposures on this day, with taxes; `ValueError` where no average is known."""
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
    month = _month(known, last_day, terms, kind_of)
    ways = {
        name: _ways(sums, known, month, local, terms)
        for name, sums in (("capped", capped), ("uncapped", uncapped))
        if sums
    }
    shown = ways.get("capped", {})
    more = [step for way, one in shown.items() for step in paid.named(one, way)]
    heard = [
        note for one in (ways.get("capped") or ways["uncapped"]).values() for note in one.notes
    ]
    return Scenario(
        last_day,
        capped,
        uncapped,
        local.missing,
        _once((*known.steps, *steps, *month.steps, *more)),
        tuple(dict.fromkeys((*notes, *known.notes, NO_CARRIED, *month.notes, *heard))),
        ways,
        known.source,
        paid.lacking(month, terms),
    )


def _once(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The same step is taken for each share of contributions, and for each way."""
    return tuple({(step.key, step.title, step.formula): step for step in steps}.values())


def _month(known: Known, last_day: dt.date, terms: Terms, kind_of: Calendar) -> Month:
    last, earlier = year.months_before(last_day)
    so_far = year.of(
        known.records.of("tax", last),
        known.records.of("tax", earlier),
        hired_on=known.hired_on,
        paid_on=last_day,
    )
    return its_month.of(
        known.told,
        so_far,
        hired_on=known.hired_on,
        last_day=last_day,
        kind_of=kind_of,
        terms=terms,
    )


def _ways(
    sums: Sums, known: Known, month: Month, local: figures.Local, terms: Terms
) -> dict[Way, Paid]:
    """N, N+1 where the wage of the last month is known, and 2N in the place of both."""
    once = [paid.Once("n", sums.n)]
    if known.last_month is not None:
        once.append(paid.Once("plus_one", sums.n, known.last_month))
    once.append(paid.Once("twice", Decimal(0), sums.twice))
    return {one.way: paid.pay(one, month, local.for_tax, terms) for one in once}


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
