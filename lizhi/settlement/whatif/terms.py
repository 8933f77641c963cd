"""What whoever supposes tells beside the days: the same for one person and for very many."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

TaxedAs = Literal["compensation", "wages"]
Way = Literal["n", "plus_one", "twice"]
WAYS: tuple[Way, ...] = ("n", "plus_one", "twice")
ZERO = Decimal(0)


@dataclass(frozen=True)
class Terms:
    """Yuan a person. `taxed_as`: pay in the place of notice, and damages; sources disagree."""

    bonus: Decimal = ZERO
    """Of a year, paid with the last wages."""
    additional: Decimal | None = None
    """Additional deductions of the month, for whom payroll has not told them."""
    taxed_as: TaxedAs = "compensation"


NOTHING_TOLD = Terms()
