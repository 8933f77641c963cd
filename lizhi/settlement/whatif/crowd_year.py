"""The tax year so far of very many people: `year.of` for each, then columns."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from lizhi.settlement.law.fen.whole import Days, Fen, Flags, fen
from lizhi.settlement.whatif import year
from lizhi.settlement.whatif.year import Year

Row = Mapping[str, Any]
NOTHING: Row = {}


@dataclass(frozen=True)
class Years:
    """In fen. Where `known` is false nobody has told the sums; where `told` is, the month's."""

    known: Flags
    months: Fen
    countable: Fen
    """Income less own shares and additional deductions, before the 5,000 of each month."""
    tax: Fen
    told: Flags
    additional: Fen
    used: Flags
    """A bonus was taxed by itself this year."""
    use_told: Flags

    @classmethod
    def of(
        cls,
        keys: Fen,
        hired: Days,
        paid_on: dt.date,
        last: Mapping[int, Row],
        earlier: Mapping[int, Row],
    ) -> Self:
        """One after the other for those of whom there is something; the rest is nothing at all."""
        number = len(keys)
        made = [np.zeros(number, np.int64) for _column in range(4)]
        flags = [np.zeros(number, bool) for _column in range(4)]
        first = hired.astype("datetime64[M]") == np.datetime64(paid_on, "M")
        flags[0][:] = first
        for place, key in enumerate(keys.tolist()):
            if key not in last or first[place]:
                continue
            one = year.of(
                last[key], earlier.get(key, NOTHING), hired_on=dt.date.min, paid_on=paid_on
            )
            _put(made, flags, place, one)
        return cls(flags[0], made[0], made[1], made[2], flags[1], made[3], flags[2], flags[3])


def _put(made: list[Fen], flags: list[Flags], place: int, one: Year) -> None:
    if one.before is not None:
        so_far = one.before
        flags[0][place] = True
        made[0][place] = so_far.months
        made[1][place] = fen(so_far.income - so_far.special - so_far.additional)
        made[2][place] = fen(so_far.tax)
    if one.additional is not None:
        flags[1][place] = True
        made[3][place] = fen(one.additional)
    if one.bonus_used is not None:
        flags[2][place], flags[3][place] = one.bonus_used, True
