"""The same law for very many people at once: whole fen in NumPy instead of `Decimal`, no steps.

For supposing only. What somebody is paid comes from the rules that explain themselves; tests hold
both equal to the fen. NumPy is loaded where this is imported: pages import it when they need it.
"""

from lizhi.settlement.law.fen import contributions, tax, wages
from lizhi.settlement.law.fen.amounts import (
    Bases,
    average_due,
    bases,
    compensation,
    damages,
    notice_pay,
    uncapped,
)
from lizhi.settlement.law.fen.service import half_months
from lizhi.settlement.law.fen.whole import Fen, fen, half_up, yuan

__all__ = [
    "Bases",
    "Fen",
    "average_due",
    "bases",
    "compensation",
    "contributions",
    "damages",
    "fen",
    "half_months",
    "half_up",
    "notice_pay",
    "tax",
    "uncapped",
    "wages",
    "yuan",
]
