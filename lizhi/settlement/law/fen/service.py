"""N of very many services that end on the same day, in halves of a month (劳动合同法 47, 97)."""

import datetime as dt
from decimal import Decimal

import numpy as np

from lizhi.settlement.law.fen.whole import Days, Fen, Flags, whole
from lizhi.settlement.law.parameters import figure

MONTHS_A_YEAR = 12
HALVES = 2


def half_months(
    hired: Days, last_day: dt.date, *, carried: Fen | None = None, from_start: bool = False
) -> Fen:
    """Twice N, as `compensation.months` counts it; nobody may have been hired after `last_day`."""
    a_year = figure("compensation.months_a_year", as_of=last_day)
    rest = figure("compensation.months_by_rest", as_of=last_day)
    joined = np.zeros(len(hired), np.int64) if carried is None else carried
    first = hired
    if not from_start:
        law_from = np.datetime64(a_year.since)
        joined = np.where(hired < law_from, 0, joined)
        first = np.maximum(hired, law_from)
    months, exact = _span(first, last_day)
    years, over = np.divmod(months + joined, MONTHS_A_YEAR)
    table = [whole(rest.at(Decimal(number)) * HALVES) for number in range(MONTHS_A_YEAR)]
    part = np.where((over > 0) | ~exact, np.array(table, np.int64)[over], 0)
    found: Fen = years * whole(a_year.value * HALVES) + part
    return found


def _span(first: Days, last_day: dt.date) -> tuple[Fen, Flags]:
    """Whole months, both days counted in, and whether no day is left beyond them."""
    begins = first.astype("datetime64[M]")
    day = (first - begins.astype("datetime64[D]")).astype(np.int64) + 1
    end = last_day + dt.timedelta(days=1)
    between = np.datetime64(end, "M") - begins
    months: Fen = between.astype(np.int64) - (day > end.day)
    exact = day == end.day
    if end.day == 1:  # a month without such a day ends with its last one
        exact |= day > last_day.day
    return months, exact
