"""Shares of insurance and fund, and what is left, in whole fen (S20, S24)."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from lizhi.settlement.law.fen.whole import MILLION, Fen, fen, half_up, millionths


def base(wage: Fen, floor: Fen | int, ceiling: Fen | int) -> Fen:
    """The wage between floor and ceiling."""
    return np.minimum(np.maximum(wage, floor), ceiling)


def share(of: Fen, rate: Decimal, unit: Decimal) -> Fen:
    """One side's share by one scheme, rounded half up to a fen or to a yuan as it does."""
    step = fen(unit)
    return half_up(of * millionths(rate), MILLION * step) * step


def net(dues: Sequence[Fen], off: Sequence[Fen]) -> Fen:
    """Rounded lines due less rounded lines taken off; below nothing it is owed."""
    found: Fen = np.sum(dues, axis=0) - np.sum(off, axis=0)
    return found
