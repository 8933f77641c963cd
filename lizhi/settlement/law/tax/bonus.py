"""Tax on the year-end bonus, separate or merged (财政部 税务总局公告2023年第30号)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law.asking import NotGiven
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.tax.table import Band, annual_tax, monthly_band
from lizhi.settlement.law.words import cents, plain, yuan

ARTICLE = "财政部 税务总局公告2023年第30号，国税发〔2005〕9号第三条"
MERGED_ARTICLE = "《个人所得税法》第三条、附表一"
MONTHS = 12
NOTHING = Decimal(0)
NEAR = Decimal(1000)
"""So close below a threshold, in yuan, the reader is told what lies above it."""

Method = Literal["separate", "merged"]
WORDS: dict[Method, str] = {"separate": "单独计税", "merged": "并入综合所得"}


@dataclass(frozen=True)
class BonusTax:
    """The method with the lower tax, and the tax by each one that is open; yuan."""

    method: Method
    tax: Decimal
    net: Decimal
    separate: Decimal | None
    merged: Decimal | None


def bonus_tax(
    *,
    bonus: Decimal,
    paid_on: dt.date,
    used_this_year: bool = False,
    taxable_without: Decimal | None = None,
) -> Explained[BonusTax]:
    """The lower of both, where both are open.

    Separate: a twelfth of the bonus picks the band by the month, the whole bonus bears its rate
    less its quick deduction; once in a tax year, and only for payments until 2027-12-31. Merged:
    what the year's tax grows by; that needs the year's taxable income without the bonus, and
    `NotGiven` says so where it is the only way left.
    """
    choice = figure("tax.bonus_separate", as_of=paid_on)
    may_be_separate = bool(choice.value) and not used_this_year
    if taxable_without is None and not may_be_separate:
        why = "本年已经用过单独计税" if choice.value else "单独计税到 2027年12月31日为止"
        raise NotGiven(
            "taxable_income_without_bonus", f"{why}，要并入综合所得：请给不含奖金的全年应纳税所得额"
        )
    separate = separate_tax(bonus, paid_on) if may_be_separate else None
    merged = None if taxable_without is None else _merged(bonus, taxable_without, paid_on)
    open_: dict[Method, Decimal | None] = {"separate": separate, "merged": merged}
    method, tax = min(
        ((name, tax) for name, tax in open_.items() if tax is not None), key=lambda each: each[1]
    )
    value = BonusTax(method, tax, bonus - tax, separate, merged)
    steps = []
    if separate is not None:
        steps.append(_separate_step(bonus, separate, paid_on, choice))
    if merged is not None and taxable_without is not None:
        steps.append(_merged_step(bonus, taxable_without, merged, paid_on, choice))
    steps.sort(key=lambda step: step.key == f"bonus_{method}")
    notes = _notes(value, bonus, paid_on, choice, taxable_without, used=used_this_year)
    return Explained(value, tuple(steps), notes)


def separate_tax(bonus: Decimal, paid_on: dt.date) -> Decimal:
    """A bonus taxed on its own, in yuan."""
    return _band(bonus, paid_on).tax(bonus)


def _band(bonus: Decimal, paid_on: dt.date) -> Band:
    return monthly_band(bonus / MONTHS, as_of=paid_on)


def _merged(bonus: Decimal, without: Decimal, paid_on: dt.date) -> Decimal:
    whole, rest = (annual_tax(each, as_of=paid_on).tax for each in (without + bonus, without))
    return whole - rest


def _separate_step(bonus: Decimal, tax: Decimal, paid_on: dt.date, choice: Figure) -> Step:
    band = _band(bonus, paid_on)
    return Step(
        key="bonus_separate",
        title="年终奖单独计税",
        formula=band.formula(yuan(bonus)),
        value=yuan(tax),
        article=ARTICLE,
        inputs={"年终奖": yuan(bonus), "除以 12": yuan(bonus / MONTHS)},
        reason=f"{yuan(bonus)} ÷ 12 = {yuan(bonus / MONTHS)}，按月度税率表找到税率和速算扣除数；"
        "一年只能用一次。",
        figures=(*band.figures, choice),
    )


def _merged_step(
    bonus: Decimal, without: Decimal, tax: Decimal, paid_on: dt.date, choice: Figure
) -> Step:
    whole, rest = (annual_tax(each, as_of=paid_on) for each in (without + bonus, without))
    return Step(
        key="bonus_merged",
        title="年终奖并入综合所得",
        formula=f"含奖金的全年税 {yuan(whole.tax)} − 不含奖金的全年税 {yuan(rest.tax)}",
        value=yuan(tax),
        article=MERGED_ARTICLE,
        inputs={"年终奖": yuan(bonus), "不含奖金的全年应纳税所得额": yuan(without)},
        reason=f"含奖金的应纳税所得额是 {yuan(max(without + bonus, NOTHING))}，"
        "两次都按年度税率表算，差额就是奖金的税。",
        figures=(*whole.band.figures, choice),
    )


def _notes(
    value: BonusTax,
    bonus: Decimal,
    paid_on: dt.date,
    choice: Figure,
    without: Decimal | None,
    *,
    used: bool,
) -> tuple[Note, ...]:
    notes = []
    if value.separate is not None:
        notes += _cliff(bonus, value, paid_on, without)
    if value.separate is not None and value.merged is not None and value.separate != value.merged:
        text = (
            f"单独计税 {yuan(value.separate)} 元，并入综合所得 {yuan(value.merged)} 元，"
            f"{WORDS[value.method]}少交 {yuan(abs(value.separate - value.merged))} 元。"
        )
        notes.append(Note("bonus_choice", f"{WORDS[value.method]}的税少", text, ARTICLE))
    if not choice.value:
        text = "单独计税到 2027年12月31日为止，以后发的年终奖并入综合所得。"
        notes.append(Note("bonus_choice_ended", "年终奖不能再单独计税", text, choice.document))
    elif used:
        text = "单独计税一年只能用一次，今年已经用过，这笔并入综合所得。"
        notes.append(Note("bonus_choice_used", "今年已经用过单独计税", text, ARTICLE))
    return tuple(notes)


def _least(bonus: Decimal, paid_on: dt.date, without: Decimal | None) -> Decimal:
    """By the better of both methods, as far as the other one can be reckoned."""
    separate = separate_tax(bonus, paid_on)
    return separate if without is None else min(separate, _merged(bonus, without, paid_on))


def _cliff(
    bonus: Decimal, value: BonusTax, paid_on: dt.date, without: Decimal | None
) -> list[Note]:
    """The steps of this method: just above a threshold less is left than on it.

    Whoever is better off with the year's income does not meet them.
    """
    band, tax = _band(bonus, paid_on), value.tax
    if band.top is not None and band.top * MONTHS - bonus < NEAR:
        more = band.top * MONTHS - bonus + 1
        costs = _least(bonus + more, paid_on, without) - tax
        if costs <= more:
            return []
        text = f"现在是 {yuan(bonus)} 元，再多 {plain(more)} 元就换到更高的税率。"
        title = f"年终奖多 {plain(more)} 元多交 {yuan(costs)} 元税"
        return [Note("bonus_band", title, text, ARTICLE)]
    edge = band.above * MONTHS
    if not edge:
        return []
    at_edge = _least(edge, paid_on, without)
    lost = (edge - at_edge) - (bonus - tax)
    if lost <= 0:
        return []
    text = (
        f"发 {plain(edge)} 元时税后是 {yuan(edge - at_edge)} 元；"
        f"现在多发了 {yuan(bonus - edge)} 元，税后反而少 {yuan(lost)} 元。"
    )
    title = f"年终奖少 {plain(cents(bonus - edge))} 元，到手多 {yuan(lost)} 元"
    return [Note("bonus_band", title, text, ARTICLE)]
