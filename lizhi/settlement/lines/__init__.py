"""From the inputs to lines: what is owed, what is taken off, and what somebody must look at."""

from lizhi.settlement.lines.breaches import asked_days
from lizhi.settlement.lines.composing import Composition, compose
from lizhi.settlement.lines.drafting import ASKED
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.lines.sick import bars
from lizhi.settlement.lines.sums import Sum, Sums, add_up, differences

__all__ = [
    "ASKED",
    "Composition",
    "Remark",
    "Sum",
    "Sums",
    "add_up",
    "asked_days",
    "bars",
    "compose",
    "differences",
]
