"""Everybody of a place, ending on the same day: sums, how they lie, and for whom nothing is known.

NumPy comes in with this module: pages import it when somebody asks.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from lizhi.settlement.law import fen
from lizhi.settlement.law.fen.whole import Fen, Flags
from lizhi.settlement.whatif import cells, figures
from lizhi.settlement.whatif.cells import Cell
from lizhi.settlement.whatif.crowd import UNKNOWN, Crowd

EARLY = "2008 年以前入职，那一段按当时的规定，没有算进 N，请律师核对"
EDGES = (0, 10_000, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000)
"""Yuan at which the bands of the picture begin; the last has no end."""


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
class Together:
    """All of it on one day. `exposure` is None where too few people are left to be shown."""

    last_day: dt.date
    all_people: int
    exposure: Exposure | None
    absent: tuple[Some, ...]
    """For whom nothing could be worked out."""
    doubts: tuple[Some, ...]
    """Who is in the sums, with something that a person has to look at."""
    bands: tuple[Cell, ...]
    branches: tuple[Cell, ...]


@dataclass(frozen=True)
class Columns:
    """What came out for each person, and who could be worked out at all."""

    known: Flags
    n: Fen
    plus_one: Fen
    twice: Fen
    uncapped: Fen
    capped: Flags


def suppose(crowd: Crowd, last_day: dt.date, *, others: str) -> Together:
    """Nobody is left out in silence: every reason for an absence stands in the answer."""
    here = crowd.hired <= np.datetime64(last_day)
    told = (crowd.average != UNKNOWN) & (crowd.last_month != UNKNOWN)
    local = [figures.of_city(city, last_day) for city in crowd.cities]
    found_there = np.array([one.average is not None for one in local], bool)
    placed = found_there[crowd.city] if len(crowd) else np.zeros(0, bool)
    columns = reckon(crowd, local, last_day, known=here & told & placed)
    people = int(columns.known.sum())
    shown = people >= cells.LEAST
    return Together(
        last_day,
        len(crowd),
        _exposure(columns) if shown else None,
        tuple(_absent(crowd, local, here, told)),
        tuple(_doubts(crowd, local, last_day, columns.known)),
        tuple(_bands(columns)) if shown else (),
        tuple(_branches(crowd, columns, others)) if shown else (),
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
    uncapped = fen.compensation(fen.uncapped(average, halves, floor))
    return Columns(known, n, n + wage, twice, uncapped, found.capped & known)


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
    crowd: Crowd, local: list[figures.Local], last_day: dt.date, known: Flags
) -> Iterator[Some]:
    """Years before the law, minimum wages that were not tested, figures from second hand."""
    law_from = np.datetime64(figures.law_from(last_day))
    if early := int((known & (crowd.hired < law_from)).sum()):
        yield Some(early, EARLY)
    for number, one in enumerate(local):
        people = int((known & (crowd.city == number)).sum())
        for why in one.doubts if people else ():
            yield Some(people, why)


def _bands(columns: Columns) -> list[Cell]:
    amounts = columns.n[columns.known]
    edges = np.array(EDGES, np.int64) * fen.fen(Decimal(1))
    place = np.searchsorted(edges, amounts, side="right") - 1
    return cells.bands(
        [
            Cell(
                _band(number),
                int((place == number).sum()),
                fen.yuan(amounts[place == number].sum()),
            )
            for number in range(len(EDGES))
        ]
    )


def _band(number: int) -> str:
    first = _short(EDGES[number])
    return f"{first}–{_short(EDGES[number + 1])}" if number + 1 < len(EDGES) else f"{first}–∞"


def _short(yuan: int) -> str:
    return f"{yuan // 10_000} 万" if yuan else "0"


def _branches(crowd: Crowd, columns: Columns, others: str) -> list[Cell]:
    found = [
        Cell(name, int(of.sum()), fen.yuan(columns.n[of].sum()))
        for number, name in enumerate(crowd.branches)
        for of in [columns.known & (crowd.branch == number)]
    ]
    return cells.groups(found, others)
