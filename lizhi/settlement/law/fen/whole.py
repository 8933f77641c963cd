"""Money in whole fen, shares in whole millionths: nothing here is ever a float."""

from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Fen: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Days: TypeAlias = NDArray[np.datetime64]

A_YUAN = 100
MILLION = 1_000_000


def whole(number: Decimal) -> int:
    """A number without a fraction; `ValueError` for one that has one."""
    if number != number.to_integral_value():
        raise ValueError(f"{number} is not whole")
    return int(number)


def fen(amount: Decimal) -> int:
    """Yuan as fen; `ValueError` where there is less than a fen in it."""
    return whole(amount * A_YUAN)


def millionths(share: Decimal) -> int:
    """8 % as 80,000; `ValueError` for a finer share."""
    return whole(share * MILLION)


def yuan(amount: Any) -> Decimal:
    """Fen as yuan, with both places behind the point."""
    return Decimal(int(amount)).scaleb(-2)


def half_up(numerator: Fen, denominator: Fen | int) -> Fen:
    """A quotient to the nearest whole, the half upwards; for amounts that are not negative."""
    return (2 * numerator + denominator) // (2 * denominator)
