"""Average, cap and floor, and the sums that follow, in whole fen (劳动合同法 40, 47, 87)."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from lizhi.settlement.law.fen.whole import Fen, Flags, half_up, whole
from lizhi.settlement.law.parameters import figure

TWELFTHS = 12
HALVES = 2


@dataclass(frozen=True)
class Bases:
    """What the sums come from, of everybody."""

    twelfths: Fen
    """Twelve times the monthly base: three times a yearly average is not always a whole month."""
    halves: Fen
    """Twice N, after the limit that comes with the cap."""
    capped: Flags
    floored: Flags


def average_due(months: Fen, counts: Fen, annual_bonus: Fen | None = None) -> Fen:
    """A row for each person with the wages due of a dozen months, nothing where none was worked."""
    total = months.sum(axis=1)
    return half_up(total if annual_bonus is None else total + annual_bonus, counts)


def bases(average: Fen, halves: Fen, local_a_year: Fen, minimum: Fen, *, as_of: dt.date) -> Bases:
    """As `compensation.base`; a minimum wage that is not known is 0, and never binds."""
    multiple = whole(figure("compensation.cap_multiple", as_of=as_of).value)
    years = figure("compensation.cap_years", as_of=as_of).value
    a_year = figure("compensation.months_a_year", as_of=as_of).value
    top = local_a_year * multiple
    capped = average * TWELFTHS > top
    floored = ~capped & (average < minimum)
    base = np.where(floored, minimum, average) * TWELFTHS
    limit = whole(years * a_year * HALVES)
    return Bases(
        np.where(capped, top, base),
        np.where(capped, np.minimum(halves, limit), halves),
        capped,
        floored,
    )


def uncapped(average: Fen, halves: Fen, minimum: Fen) -> Bases:
    """The same had there been no cap: what a figure that is missing could cost at most."""
    floored = average < minimum
    never = np.zeros(len(average), bool)
    return Bases(np.where(floored, minimum, average) * TWELFTHS, halves, never, floored)


def compensation(found: Bases) -> Fen:
    """Base times N, half up to the fen."""
    return half_up(found.twelfths * found.halves, TWELFTHS * HALVES)


def damages(found: Bases, *, as_of: dt.date) -> Fen:
    """Twice that; `found` counts all service (`half_months(from_start=True)`)."""
    twice = whole(figure("compensation.damages_multiple", as_of=as_of).value)
    return compensation(found) * twice


def notice_pay(last_month: Fen, due: Flags, *, as_of: dt.date) -> Fen:
    """The wage of the last month where it is due."""
    months = whole(figure("compensation.notice_pay_months", as_of=as_of).value)
    return np.where(due, last_month * months, 0)
