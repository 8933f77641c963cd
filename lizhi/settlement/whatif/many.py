"""Everybody of a place, ending on the same day: sums, how they lie, and for whom nothing is known.

NumPy comes in with this module: pages import it when somebody asks.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from lizhi.settlement.law import doubt, fen
from lizhi.settlement.law.fen.whole import Fen, Flags
from lizhi.settlement.law.wages import Calendar
from lizhi.settlement.whatif import cells, figures, lying, many_paid
from lizhi.settlement.whatif.cells import Cell
from lizhi.settlement.whatif.crowd import UNKNOWN, Crowd
from lizhi.settlement.whatif.crowd_year import Years
from lizhi.settlement.whatif.lying import Picture
from lizhi.settlement.whatif.many_paid import Column, MonthOfAll, Once
from lizhi.settlement.whatif.sources import SOURCES
from lizhi.settlement.whatif.terms import NOTHING_TOLD, WAYS, Terms, Way

EARLY = "2008 年以前入职，那一段按当时的规定，没有算进 N，请律师核对"


@dataclass(frozen=True)
class Exposure:
    """Of all who could be worked out, in yuan."""

    people: int
    n: Decimal
    plus_one: Decimal
    twice: Decimal
    uncapped: Decimal
    capped_people: int


@dataclass(frozen=True)
class Some:
    """So many people, and what has to be known about their sums."""

    people: int
    why: str


@dataclass(frozen=True)
class Sum:
    """Yuan of so many people together; None where too few are left to be shown."""

    people: int
    amount: Decimal | None


Rows = Mapping[str, Sum]
"""By the names of `paid.ITEMS`."""


@dataclass(frozen=True)
class Together:
    """All of it on one day. `exposure` is None where too few people are left to be shown."""

    last_day: dt.date
    all_people: int
    exposure: Exposure | None
    absent: tuple[Some, ...]
    """For whom nothing could be worked out."""
    doubts: tuple[Some, ...]
    """Who is in the sums, with something that a person has to look at."""
    lacking: tuple[Some, ...]
    """For whom N is known, and not every tax, the net or the cost."""
    sources: Mapping[str, int]
    """How many averages come from payroll, from the roster's months, from its one figure."""
    ways: Mapping[str, Mapping[Way, Rows]]
    """`capped` and `uncapped`; empty where nothing is shown."""
    pictures: Mapping[str, Picture]
    """How N, the net and the cost of N lie."""
    branches: tuple[Cell, ...]
    branch_costs: tuple[Cell, ...]

    @property
    def bands(self) -> tuple[Cell, ...]:
        """How N lies."""
        return self.pictures["n"].bands if "n" in self.pictures else ()


@dataclass(frozen=True)
class Columns:
    """What came out for each person, and who could be worked out at all."""

    known: Flags
    n: Fen
    plus_one: Fen
    twice: Fen
    uncapped: Fen
    uncapped_twice: Fen
    capped: Flags

    def once(self, name: str, notice: Fen) -> Iterator[Once]:
        """The three ways with the cap or without it; damages take the place of N."""
        n = self.n if name == "capped" else self.uncapped
        twice = self.twice if name == "capped" else self.uncapped_twice
        nothing = np.zeros(len(n), np.int64)
        extras = {"n": (n, nothing), "plus_one": (n, notice), "twice": (nothing, twice)}
        return (Once(way, *extras[way]) for way in WAYS)


def suppose(
    crowd: Crowd,
    year: Years,
    last_day: dt.date,
    *,
    kind_of: Calendar,
    others: str,
    terms: Terms = NOTHING_TOLD,
) -> Together:
    """Nobody is left out in silence: every reason for an absence stands in the answer."""
    here = crowd.hired <= np.datetime64(last_day)
    told = (crowd.average != UNKNOWN) & (crowd.last_month != UNKNOWN)
    local = [figures.of_city(city, last_day) for city in crowd.cities]
    found_there = np.array([one.average is not None for one in local], bool)
    placed = found_there[crowd.city] if len(crowd) else np.zeros(0, bool)
    columns = reckon(crowd, local, last_day, known=here & told & placed)
    month = many_paid.month_of(crowd, year, last_day, kind_of, terms)
    ways = {
        name: {
            once.way: many_paid.pay(once, month, crowd, local, terms, columns.known)
            for once in columns.once(name, np.where(columns.known, crowd.last_month, 0))
        }
        for name in ("capped", "uncapped")
    }
    shown = int(columns.known.sum()) >= cells.LEAST
    usual = ways["capped"]["n"]
    of_n = Column(columns.n, columns.known)
    return Together(
        last_day,
        len(crowd),
        _exposure(columns) if shown else None,
        tuple(_absent(crowd, local, here, told)),
        tuple(_doubts(crowd, local, last_day, columns.known, month)),
        tuple(_some(month.lacking, columns.known)),
        _sources(crowd, columns.known),
        {name: {way: _sums(rows) for way, rows in each.items()} for name, each in ways.items()}
        if shown
        else {},
        lying.pictures({"n": of_n, "net": usual["net"], "cost": usual["cost"]}),
        lying.by_branch(crowd, of_n, others),
        lying.by_branch(crowd, usual["cost"], others),
    )


def reckon(crowd: Crowd, local: list[figures.Local], last_day: dt.date, *, known: Flags) -> Columns:
    """The chain itself, for those who are known; the others come out as nothing."""
    a_year = _of_city([fen.fen(one.average.year) if one.average else 0 for one in local], crowd)
    floor = _of_city([fen.fen(one.minimum.month) if one.minimum else 0 for one in local], crowd)
    hired = np.minimum(crowd.hired, np.datetime64(last_day))
    average, floor = np.where(known, crowd.average, 0), np.where(known, floor, 0)
    wage = np.where(known, crowd.last_month, 0)
    halves = fen.half_months(hired, last_day)
    whole = fen.half_months(hired, last_day, from_start=True)
    found = fen.bases(average, halves, a_year, floor, as_of=last_day)
    n = fen.compensation(found)
    twice = fen.damages(fen.bases(average, whole, a_year, floor, as_of=last_day), as_of=last_day)
    free = [fen.uncapped(average, each, floor) for each in (halves, whole)]
    return Columns(
        known,
        n,
        n + wage,
        twice,
        fen.compensation(free[0]),
        fen.damages(free[1], as_of=last_day),
        found.capped & known,
    )


def _sums(rows: Mapping[str, Column]) -> dict[str, Sum]:
    found = {}
    for name, column in rows.items():
        people = int(column.known.sum())
        amount = fen.yuan(column.amount.sum()) if people >= cells.LEAST else None
        found[name] = Sum(people, amount)
    return found


def _sources(crowd: Crowd, known: Flags) -> dict[str, int]:
    counted = np.bincount(crowd.source[known], minlength=len(SOURCES))
    return dict(zip(SOURCES, counted.tolist(), strict=True))


def _some(reasons: Iterable[tuple[str, Flags]], known: Flags) -> Iterator[Some]:
    """Each reason once, with everybody whom it concerns."""
    every: dict[str, Flags] = {}
    for why, of in reasons:
        every[why] = every[why] | of if why in every else of
    for why, of in every.items():
        if people := int((of & known).sum()):
            yield Some(people, why)


def _of_city(values: list[int], crowd: Crowd) -> Fen:
    """The value of each person's city."""
    if not values:
        return np.zeros(len(crowd), np.int64)
    found: Fen = np.array(values, np.int64)[crowd.city]
    return found


def _exposure(columns: Columns) -> Exposure:
    of = columns.known
    n, plus, twice, free = (
        fen.yuan(one[of].sum())
        for one in (columns.n, columns.plus_one, columns.twice, columns.uncapped)
    )
    capped = int(columns.capped.sum())
    return Exposure(int(of.sum()), n, plus, twice, free, capped)


def _absent(crowd: Crowd, local: list[figures.Local], here: Flags, told: Flags) -> Iterator[Some]:
    """Later hires first, then missing wages, then missing figures of each city."""
    if later := int((~here).sum()):
        yield Some(later, "最后一天以后才入职")
    if unpaid := int((here & ~told).sum()):
        yield Some(unpaid, "名册里缺近十二个月平均工资或者月工资")
    for number, one in enumerate(local):
        if one.average is None:
            people = int((here & told & (crowd.city == number)).sum())
            if people:
                yield Some(people, one.missing)


def _doubts(
    crowd: Crowd, local: list[figures.Local], last_day: dt.date, known: Flags, month: MonthOfAll
) -> Iterator[Some]:
    """Years before the law, minimum wages that were not tested, figures from second hand."""
    law_from = np.datetime64(figures.law_from(last_day))
    if early := int((known & (crowd.hired < law_from)).sum()):
        yield Some(early, EARLY)
    for number, one in enumerate(local):
        people = int((known & (crowd.city == number)).sum())
        for why in one.doubts if people else ():
            yield Some(people, why)
    taxed = month.before.known & month.additional.known & month.insurance.known & month.fund.known
    second_hand = [
        *((note.text, of) for shares, of in month.figures for note in doubt.notes(shares.figures)),
        *((why, taxed) for why in figures.tax_doubts(last_day)),
    ]
    yield from _some(second_hand, known)
