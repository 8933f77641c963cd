"""The tax year so far of very many people: `year.of` in columns."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lizhi.settlement.law.fen.whole import A_YUAN, Days, Fen, Flags
from lizhi.settlement.whatif import year

Row = Mapping[str, Any]
UNTOLD = -100
"""Fen of what a row does not say."""


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


def of(hired: Days, paid_on: dt.date, rows: Fen, last: list[Row], earlier: Fen) -> Years:
    """As `year.of` for each. `rows`: whose the records are, in the order of the list.

    `earlier`: additional deductions up to the month before, `UNTOLD` where payroll has told none.
    """
    number = len(hired)
    first = hired.astype("datetime64[M]") == np.datetime64(paid_on, "M")
    amounts = {key: _column(last, key) for key in (*year.AMOUNTS, "months")}
    name, before = year.months_before(paid_on)
    same_year = name[:4] == f"{paid_on.year}"
    whole = np.array([same_year] * len(last), bool)
    for key in year.NEEDED:
        whole &= amounts[key] != UNTOLD
    told = {key: np.where(column == UNTOLD, 0, column) for key, column in amounts.items()}
    countable = told["income"] - told["exempt_income"] - told["special_deduction"]
    countable -= told[year.ADDITIONAL] + told["other_deduction"]
    months = told["months"] // A_YUAN
    used = _used(last)
    month, month_told = _of_the_month(told, months, earlier, before[:4] == f"{paid_on.year}")
    here = ~first[rows]
    return Years(
        _put(whole & here, rows, number) | first,
        _put(months, rows, number, whole & here),
        _put(countable, rows, number, whole & here),
        _put(told["tax_withheld"], rows, number, whole & here),
        _put(whole & month_told & here, rows, number),
        _put(month, rows, number, whole & month_told & here),
        _put((used == 1) & here, rows, number),
        _put((used >= 0) & here, rows, number),
    )


def _of_the_month(told: dict[str, Fen], months: Fen, then: Fen, asks: bool) -> Any:
    """What the sum of additional deductions has grown by, and for whom that is known."""
    whole = told[year.ADDITIONAL]
    if not asks:
        return whole, np.ones(len(whole), bool)
    grown = whole - then
    alone = months == 1
    return np.where(alone, whole, grown), alone | ((then != UNTOLD) & (grown >= 0))


def _column(rows: list[Row], key: str) -> Fen:
    """Amounts as text, in fen: a float of fifteen digits holds each fen of them."""
    texts = [row.get(key, "-1") for row in rows]
    found: Fen = np.rint(np.array(texts, np.float64) * A_YUAN).astype(np.int64)
    return found


def _used(rows: list[Row]) -> Fen:
    told = [row.get("separate_method_used_this_year") for row in rows]
    return np.array([-1 if one is None else bool(one) for one in told], np.int64)


def _put(values: Any, rows: Fen, number: int, of: Flags | None = None) -> Any:
    found = np.zeros(number, values.dtype)
    found[rows] = values if of is None else np.where(of, values, 0)
    return found
