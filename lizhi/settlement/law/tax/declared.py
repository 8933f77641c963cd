"""Additional deductions of a year, item by item and month by month, as they were declared."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from lizhi.settlement.law import doubt
from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.words import plain, yuan

ARTICLE = "国家税务总局公告2018年第61号第六条"
NOTHING = Decimal(0)
MONTHS = 12
Kind = Literal[
    "child_under_3", "child_education", "elderly", "elderly_shared", "loan_interest",
    "rent_large", "rent_middle", "rent_small", "study", "study_certificate",
]  # fmt: skip
HOUSING = frozenset({"loan_interest", "rent_large", "rent_middle", "rent_small"})
ELDERLY = frozenset({"elderly", "elderly_shared"})
ONCE = "study_certificate"


@dataclass(frozen=True)
class Declared:
    """One item of the family, with the months of the year in which it holds, both counted in."""

    kind: Kind
    number: Decimal = Decimal(1)
    """Of children (half, where the other parent deducts the other half); yuan a month of a shared
    amount for the elderly; else 1."""
    first: int = 1
    last: int = MONTHS


@dataclass(frozen=True)
class OfYear:
    """Yuan: of the months before that of payment, and what that month adds."""

    before: Decimal
    month: Decimal

    @property
    def total(self) -> Decimal:
        """Of the year so far."""
        return self.before + self.month


def of_year(
    declared: Sequence[Declared], *, year: int, first: int, last: int, paid_in: int
) -> Explained[OfYear]:
    """What the employer deducts by the month of payment: one step an item, then their sum.

    `first` to `last` are the months of the year in this job: as the 5,000, an item counts in no
    others, and a payment afterwards brings no more of it. Declared is declared: nothing is checked
    against the family. Grave illness is for the annual return and is no item here.
    `Contradiction` for loan and rent, or both kinds of the elderly, in one month.
    """
    check_declared(declared)
    last = min(last, paid_in)
    items = [_Item(one, year, max(one.first, first), min(one.last, last)) for one in declared]
    found = OfYear(
        before=sum((item.until(paid_in - 1) for item in items), NOTHING),
        month=sum((item.until(paid_in) - item.until(paid_in - 1) for item in items), NOTHING),
    )
    steps = tuple(item.step() for item in items)
    whole = Step(
        key="declared_year",
        title=f"专项附加扣除，{year} 年到 {paid_in} 月累计",
        formula=" + ".join(plain(item.until(paid_in)) for item in items) or "没有申报",
        value=yuan(found.total),
        article=ARTICLE,
        inputs={"以前各月": yuan(found.before), f"{paid_in} 月": yuan(found.month)},
        reason="按您向税务局申报的算，公司不改。只算在本单位的月份，大病医疗留到年度汇算。",
    )
    used = [figure_ for step in steps for figure_ in step.figures]
    return Explained(found, (*steps, whole), doubt.notes(used))


class _Item:
    """One of them with its figure, within the months that count."""

    def __init__(self, declared: Declared, year: int, first: int, last: int) -> None:
        self.declared, self.first, self.last = declared, first, last
        day = dt.date(year, min(max(first, 1), MONTHS), 1)
        self.figure: Figure = figure(f"tax.{declared.kind}", as_of=day)

    def until(self, month: int) -> Decimal:
        """Yuan of its months up to this one."""
        months = max(min(self.last, month) - self.first + 1, 0)
        return self.a_month * (min(months, 1) if self.declared.kind == ONCE else months)

    @property
    def a_month(self) -> Decimal:
        if self.declared.kind == "elderly_shared":
            return min(self.declared.number, self.figure.value)
        return self.figure.value * self.declared.number

    def step(self) -> Step:
        return Step(
            key="declared_item",
            title=self.figure.title.partition("（")[0],
            formula=self._formula(),
            value=yuan(self.until(self.last)),
            article=self.figure.document,
            inputs={"从": f"{self.declared.first} 月", "到": f"{self.declared.last} 月"},
            figures=(self.figure,),
        )

    def _formula(self) -> str:
        months = max(self.last - self.first + 1, 0)
        if not months:
            return "在本单位的月份里没有"
        if self.declared.kind == ONCE:
            return f"{plain(self.figure.value)}，{self.first} 月取得证书，一次"
        amount = plain(self.figure.value)
        if self.declared.kind == "elderly_shared":
            amount = f"{plain(self.a_month)}（分摊，最多 {amount}）"
        elif self.declared.number != 1:
            amount += f" × {plain(self.declared.number)}"
        when = f"{self.first} 月" if months == 1 else f"{self.first} 到 {self.last} 月"
        return f"{amount} × {months} 个月（{when}）"


def check_declared(declared: Iterable[Declared]) -> None:
    """`Contradiction` for items that cannot stand together, in the words of whoever filled in."""
    items = list(declared)
    for one in items:
        if not 1 <= one.first <= one.last <= MONTHS:
            raise Contradiction("first", "专项附加扣除的月份从后到前了，请核对从几月到几月")
    if _meet([one for one in items if one.kind in HOUSING]):
        raise Contradiction("rent", "住房贷款利息和住房租金同一个月只能扣一项")
    if _meet([one for one in items if one.kind in ELDERLY]):
        raise Contradiction("elderly_share", "独生子女不用分摊赡养老人的扣除")


def _meet(items: Sequence[Declared]) -> bool:
    """Whether two of them hold in the same month."""
    ordered = sorted(items, key=lambda one: one.first)
    return any(one.last >= other.first for one, other in pairwise(ordered))
