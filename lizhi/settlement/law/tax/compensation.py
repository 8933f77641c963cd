"""Tax on what is paid once for the ending (财税〔2018〕164号第五条第（一）项)."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.tax.table import Taxed, annual_tax
from lizhi.settlement.law.words import cents, plain, yuan

ARTICLE = "财税〔2018〕164号第五条第（一）项"
NOTHING = Decimal(0)

ExtraKind = Literal["notice_pay", "damages", "agreed_extra", "living_allowance"]
EXTRAS: dict[ExtraKind, str] = {
    "notice_pay": "代通知金",
    "damages": "赔偿金",
    "agreed_extra": "协商多付的部分",
    "living_allowance": "生活补助",
}
WageTax = Callable[[Decimal], Decimal]


@dataclass(frozen=True)
class Extra:
    """Something further that is paid at the ending, before tax, and how it is to be taxed.

    Sources disagree about every kind: it is a choice, and both results are told.
    """

    kind: ExtraKind
    amount: Decimal
    as_compensation: bool = True


@dataclass(frozen=True)
class CompensationTax:
    """Yuan. What is treated as wages is in neither tax nor net: it belongs to the month's wages."""

    limit: Decimal
    taxable: Decimal
    """Above the limit, earlier instalments of the same ending counted in."""
    tax: Decimal
    net: Decimal
    as_wages: Decimal
    shortfall: Decimal | None = None
    """Still owed where too much was withheld; None where nobody asked."""


def compensation_tax(
    *,
    amount: Decimal,
    average: LocalAverage,
    paid_on: dt.date,
    extras: Sequence[Extra] = (),
    paid_before: Decimal = NOTHING,
    received: Decimal | None = None,
    wage_tax: WageTax | None = None,
) -> Explained[CompensationTax]:
    """Free up to three times the local yearly average of last year; what is above is taxed alone.

    By the annual table, without the 60,000, without other deductions, and not divided by years.
    Instalments of one ending use the limit once: `paid_before` is what was paid already, its tax
    is taken off. `received` is what the worker has got of it after tax. `wage_tax` says how much
    tax so many more yuan of wages would bring, for the note where a class is in dispute.
    """
    multiple = figure("tax.compensation_multiple", as_of=paid_on)
    limit = cents(average.year * multiple.value)
    here = amount + _sum(extras, as_compensation=True)
    whole = _tax_above(limit, here + paid_before, paid_on)
    earlier = _tax_above(limit, paid_before, paid_on)
    tax = (whole.tax if whole else NOTHING) - (earlier.tax if earlier else NOTHING)
    value = CompensationTax(
        limit=limit,
        taxable=max(here + paid_before - limit, NOTHING),
        tax=tax,
        net=here - tax,
        as_wages=_sum(extras, as_compensation=False),
        shortfall=None if received is None else max(here - tax - received, NOTHING),
    )
    steps = [
        _limit_step(value.limit, average, multiple),
        _tax_step(value, here, paid_before, whole, earlier),
    ]
    if received is not None:
        steps.append(_shortfall_step(value, here, received))
    case = _Case(amount, tuple(extras), limit, paid_before, paid_on)
    return Explained(
        value,
        tuple(steps),
        (*_near(value, here + paid_before, average), *_disputed(case, wage_tax)),
    )


@dataclass(frozen=True)
class _Case:
    """What stays the same while one class is taxed in both ways."""

    amount: Decimal
    extras: tuple[Extra, ...]
    limit: Decimal
    paid_before: Decimal
    paid_on: dt.date

    def tax(self, kind: ExtraKind, *, as_compensation: bool) -> Decimal:
        """Of the compensation, had this kind been treated so."""
        own = [
            extra.as_compensation if extra.kind != kind else as_compensation
            for extra in self.extras
        ]
        here = self.amount + sum(
            (extra.amount for extra, counts in zip(self.extras, own, strict=True) if counts),
            NOTHING,
        )
        return _tax_of(self.limit, self.paid_before + here, self.paid_on) - _tax_of(
            self.limit, self.paid_before, self.paid_on
        )


def _tax_of(limit: Decimal, total: Decimal, as_of: dt.date) -> Decimal:
    taxed = _tax_above(limit, total, as_of)
    return taxed.tax if taxed else NOTHING


def _tax_above(limit: Decimal, total: Decimal, as_of: dt.date) -> Taxed | None:
    """None within the limit: then no table is needed, whatever year it was."""
    return annual_tax(total - limit, as_of=as_of) if total > limit else None


def _sum(extras: Sequence[Extra], *, as_compensation: bool) -> Decimal:
    of_class = (extra.amount for extra in extras if extra.as_compensation is as_compensation)
    return sum(of_class, NOTHING)


def _limit_step(limit: Decimal, average: LocalAverage, multiple: Figure) -> Step:
    return Step(
        key="compensation_exempt_limit",
        title="一次性补偿的免税限额",
        formula=f"当地上年年平均工资 {yuan(average.year)} × {plain(multiple.value)}",
        value=yuan(limit),
        article=ARTICLE,
        inputs={"当地上年职工年平均工资": yuan(average.year)},
        reason=f"当地上年职工年平均工资 {plain(multiple.value)} 倍以内的部分，不交个人所得税。",
        figures=(*average.figures, multiple),
    )


def _tax_step(
    value: CompensationTax,
    here: Decimal,
    before: Decimal,
    whole: Taxed | None,
    earlier: Taxed | None,
) -> Step:
    total = f"{yuan(before)} + {yuan(here)}" if before else yuan(here)
    if whole is None:
        formula = f"{total}，不超过 {yuan(value.limit)}，免税"
    else:
        formula = whole.band.formula(f"({total} − {yuan(value.limit)})")
    if earlier:
        formula += f" − 此前已交 {yuan(earlier.tax)}"
    return Step(
        key="compensation_tax",
        title="一次性补偿的个人所得税",
        formula=formula,
        value=yuan(value.tax),
        article=ARTICLE,
        inputs={"本次一次性补偿": yuan(here), "同一次离职此前已付": yuan(before)},
        reason="超过免税限额的部分不并入当年工资，单独按年度税率表计税，不减除 6 万元和其他扣除，"
        "也不按工作年限分摊。同一次离职分几次付的，限额只用一次。",
        figures=whole.band.figures if whole else (),
    )


def _shortfall_step(value: CompensationTax, here: Decimal, received: Decimal) -> Step:
    return Step(
        key="compensation_shortfall",
        title="多扣的税要补给本人",
        formula=f"{yuan(here)} − {yuan(value.tax)} − 已付 {yuan(received)}"
        + ("，不低于 0" if received > value.net else ""),
        value=yuan(value.shortfall or NOTHING),
        article=ARTICLE,
        inputs={"已实付（税后）": yuan(received)},
    )


def _disputed(case: _Case, wage_tax: WageTax | None) -> list[Note]:
    """Each class that sources dispute, with what comes out either way."""
    notes = []
    for kind in dict.fromkeys(extra.kind for extra in case.extras if extra.amount):
        amount = sum((extra.amount for extra in case.extras if extra.kind == kind), NOTHING)
        one = case.tax(kind, as_compensation=True)
        other = case.tax(kind, as_compensation=False)
        wages = f"{yuan(amount)} 元并入当月工资按累计预扣法计税"
        if wage_tax is not None:
            wages = f"{yuan(amount)} 元并入当月工资，工资的税多 {yuan(wage_tax(amount))} 元"
        text = (
            f"{EXTRAS[kind]}是不是一次性补偿，各处说法不一。"
            f"算一次性补偿：补偿的税 {yuan(one)} 元。"
            f"算工资：补偿的税 {yuan(other)} 元，另有 {wages}。请问主管税务机关或者税务顾问。"
        )
        title = f"{EXTRAS[kind]} {yuan(amount)} 元怎么计税有争议"
        notes.append(Note(f"tax_class_{kind}", title, text))
    return notes


def _near(value: CompensationTax, total: Decimal, average: LocalAverage) -> list[Note]:
    """Half a month of service more or less may cross the limit, or has."""
    step = average.month * 3 / 2
    if abs(total - value.limit) > step or total == 0:
        return []
    if value.taxable:
        text = f"多 {yuan(value.taxable)} 元，多的部分交税 {yuan(value.tax)} 元。"
    else:
        text = f"还有 {yuan(value.limit - total)} 元，超过的部分要交税。"
    text = f"免税限额是 {yuan(value.limit)} 元，{text}"
    return [Note("compensation_limit", "在免税限额附近", text, ARTICLE)]
