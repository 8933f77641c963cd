"""How sums lie among people: bands with a median, and branches; no group of fewer than five."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from lizhi.settlement.law import fen
from lizhi.settlement.whatif import cells
from lizhi.settlement.whatif.cells import Cell
from lizhi.settlement.whatif.crowd import Crowd
from lizhi.settlement.whatif.many_paid import Column

EDGES = (0, 10_000, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000)
"""Yuan at which the bands of the picture begin; the last has no end, the first none below."""
THOUSAND = Decimal(1000)


@dataclass(frozen=True)
class Picture:
    """Bands of yuan with the people in them; the median to a thousand: it is one person's."""

    people: int
    bands: tuple[Cell, ...]
    median: Decimal


def pictures(columns: Mapping[str, Column]) -> dict[str, Picture]:
    """Of each column that enough people are in."""
    return {
        name: _picture(column.amount[column.known])
        for name, column in columns.items()
        if int(column.known.sum()) >= cells.LEAST
    }


def by_branch(crowd: Crowd, column: Column, others: str) -> tuple[Cell, ...]:
    """Branches with their sums, the largest first; small ones stand together."""
    found = [
        Cell(name, int(of.sum()), fen.yuan(column.amount[of].sum()))
        for number, name in enumerate(crowd.branches)
        for of in [column.known & (crowd.branch == number)]
    ]
    return tuple(cells.groups(found, others))


def _picture(amounts: "fen.Fen") -> Picture:
    edges = np.array(EDGES, np.int64) * fen.fen(Decimal(1))
    place = np.searchsorted(edges, amounts, side="right") - 1
    bands = cells.bands(
        [
            Cell(_band(number), int(of.sum()), fen.yuan(amounts[of].sum()))
            for number in range(-1, len(EDGES))
            for of in [place == number]
        ]
    )
    half = fen.yuan(np.sort(amounts)[(len(amounts) - 1) // 2])
    median = (half / THOUSAND).quantize(Decimal(1), ROUND_HALF_UP) * THOUSAND
    return Picture(len(amounts), tuple(bands), median)


def _band(number: int) -> str:
    if number < 0:
        return "<0"
    first = _short(EDGES[number])
    return f"{first}–{_short(EDGES[number + 1])}" if number + 1 < len(EDGES) else f"{first}–∞"


def _short(yuan: int) -> str:
    return f"{yuan // 10_000} 万" if yuan else "0"
