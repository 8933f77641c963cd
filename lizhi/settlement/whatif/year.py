"""The tax year so far: what payroll has told up to the month before the payment, or what lacks."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lizhi.settlement.law.periods import ONE_DAY
from lizhi.settlement.law.tax import YearToDate

ZERO = Decimal(0)
ADDITIONAL = "additional_deduction"
NEEDED = ("months", "income", "special_deduction", "tax_withheld", ADDITIONAL)
NO_ADDITIONAL = "没有当月的专项附加扣除"
NO_BONUS_USE = "没有说今年有没有单独计过年终奖"
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Year:
    """Before the month of payment, in this job. None: payroll has not told it."""

    before: YearToDate | None
    additional: Decimal | None
    """Of the month of payment: as much as in the month before."""
    bonus_used: bool | None


def months_before(paid_on: dt.date) -> tuple[str, str]:
    """The month before the payment and the one before that, as payroll names them."""
    last = paid_on.replace(day=1) - ONE_DAY
    earlier = last.replace(day=1) - ONE_DAY
    return f"{last:%Y-%m}", f"{earlier:%Y-%m}"


def is_first(hired_on: dt.date, paid_on: dt.date) -> bool:
    """Hired in the very month of payment: there is nothing before it."""
    return (hired_on.year, hired_on.month) == (paid_on.year, paid_on.month)


def lacking(paid_on: dt.date) -> str:
    """In a sentence: which sums payroll would have to bring."""
    last, _earlier = months_before(paid_on)
    if last[:4] != f"{paid_on.year}":
        return f"没有 {paid_on.year} 年这个单位的个税累计"
    return f"没有累计到 {last} 的个税数（薪酬导入的“个税累计”表）"


def of(last: Values, earlier: Values, *, hired_on: dt.date, paid_on: dt.date) -> Year:
    """`last` and `earlier` are the rows of those two months, empty where there are none.

    Sums that end sooner are no answer: the months between would be taxed as if nobody had earned.
    """
    if is_first(hired_on, paid_on):
        return Year(YearToDate(), None, None)
    name, before = months_before(paid_on)
    if name[:4] != f"{paid_on.year}" or any(key not in last for key in NEEDED):
        return Year(None, None, _used(last))
    amount = {key: Decimal(last.get(key, 0)) for key in AMOUNTS}
    so_far = YearToDate(
        months=int(last["months"]),
        income=amount["income"] - amount["exempt_income"],
        special=amount["special_deduction"],
        additional=amount[ADDITIONAL] + amount["other_deduction"],
        tax=amount["tax_withheld"],
    )
    return Year(so_far, _of_the_month(last, earlier, before, paid_on), _used(last))


AMOUNTS = (
    *("income", "exempt_income", "special_deduction", ADDITIONAL),
    *("other_deduction", "tax_withheld"),
)


def _of_the_month(last: Values, earlier: Values, before: str, paid_on: dt.date) -> Decimal | None:
    """What the sum has grown by; a sum of one month is that month's."""
    whole = Decimal(last[ADDITIONAL])
    if int(last["months"]) == 1 or before[:4] != f"{paid_on.year}":
        return whole
    if ADDITIONAL not in earlier:
        return None
    grown = whole - Decimal(earlier[ADDITIONAL])
    return grown if grown >= ZERO else None


def _used(last: Values) -> bool | None:
    told = last.get("separate_method_used_this_year")
    return None if told is None else bool(told)
