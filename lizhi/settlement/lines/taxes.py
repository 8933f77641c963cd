"""Income tax: wages by the cumulative method, a year-end bonus, the compensation alone.

Nothing is computed while a line that belongs to the income has no amount, or while the sums of the
year are not known: then finance is asked, and may state what it has worked out itself.
"""

from collections.abc import Sequence
from decimal import Decimal

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import averages, tax
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.tax import CompensationTax, Extra, Month, Withheld, YearToDate
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import declared, drafting, ending, extra, injury
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.models import Line

ARTICLE = "国家税务总局公告2018年第61号第六条"
BONUS_ARTICLE = "财政部 税务总局公告2023年第30号"
ALONE_ARTICLE = "财税〔2018〕164号第五条第（一）项"
ZERO = Decimal(0)
OFF = Line.Side.DEDUCTION
APART_FROM_WAGES = frozenset({ending.COMPENSATION, ending.PAY_INSTEAD, extra.BONUS})
YEAR = ("year_months", "year_income", "year_special", "year_tax")
SHARES = ("insurance", "fund")


def draw(given: Inputs, others: Sequence[Drawn]) -> list[Drawn]:
    """`others` are all lines that were drawn before: what is due, and insurance and fund."""
    lines = {one.line.key: one.line for one in others}
    wages = _Wages(given, lines)
    drawn = [_wage_tax(given, wages)]
    bonus = lines.get(extra.BONUS)
    if bonus and given.bonus_kind == "year_end" and given.bonus_used != "yes":
        drawn += _bonus_tax(given, wages, bonus)
    alone = [lines[key] for key in (ending.COMPENSATION, ending.PAY_INSTEAD) if key in lines]
    if given.compensation_tax is not None or (alone and all(_is_known(one) for one in alone)):
        drawn.append(_alone(given, lines, wages))  # else the open line says enough
    return drawn


def _is_known(line: Line) -> bool:
    return line.amount is not None


class _Wages:
    """The month of payment as the cumulative method sees it."""

    def __init__(self, given: Inputs, lines: dict[str, Line]) -> None:
        self.given = given
        self.paid_on = given.pay_on or given.contract_end
        income = [line for line in lines.values() if self._is_income(line)]
        shares = [lines[key] for key in SHARES]
        self.open = [line.title for line in (*income, *shares) if line.amount is None]
        self.deducted = declared.of(given, self.paid_on)
        self.income = sum((line.amount or ZERO for line in income), ZERO)
        self.special = sum((line.amount or ZERO for line in shares), ZERO)
        self.lump = lines.get(injury.KEY)
        self.untaxed = [
            line.title for line in lines.values() if line.by_hand and self._is_given_back(line)
        ]

    @property
    def is_known(self) -> bool:
        """The sums of the year, and what is deducted in the month of payment."""
        told = all(getattr(self.given, name) is not None for name in YEAR)
        told = told and self.deducted.before is not None
        return (told or self._is_first) and self.deducted.month is not None

    @property
    def _is_first(self) -> bool:
        """Hired in the very month of payment: there is no earlier one to ask for."""
        hired, paid = self.given.hired_on, self.paid_on
        return (hired.year, hired.month) == (paid.year, paid.month)

    def other_months(self) -> list[Remark]:
        """The sums of the year are of other months than those before the payment: look at it."""
        first, last = declared.months_here(self.given, self.paid_on)
        there = max(min(last, self.paid_on.month - 1) - first + 1, 0)
        told = self.given.year_months or 0
        if told == there:
            return []
        text = (
            f"付款在 {self.paid_on.month} 月，这以前今年在本单位是 {there} 个月，"
            f"累计数填的是 {told} 个月。少填的月份，收入没有并进来，税会算少。请核对。"
        )
        return [Remark("soon", "今年累计的月数对不上", text, ARTICLE, "percentage")]

    def withheld(self, more: Decimal = ZERO) -> Explained[Withheld]:
        """Tax of the month of payment; with so much more income, for a comparison."""
        given, month = self.given, self.paid_on.month
        entry = Month(
            month=month,
            income=self.income + more,
            special=self.special,
            additional=self.deducted.month or ZERO,
        )
        before = YearToDate(
            months=given.year_months or 0,
            income=given.year_income or ZERO,
            special=given.year_special or ZERO,
            additional=self.deducted.before or ZERO,
            tax=given.year_tax or ZERO,
        )
        hired = given.hired_on
        return tax.withholding(
            [entry],
            year=self.paid_on.year,
            employed_from=hired.month if hired.year == self.paid_on.year else 1,
            first_wage_of_year=given.first_wage_of_year,
            at_once=given.at_once,
            before=before,
            last_day=max(given.last_day, given.contract_end),
        )

    def _is_income(self, line: Line) -> bool:
        if line.side != Line.Side.DUE or self._is_given_back(line):
            return False
        if line.key == extra.BONUS:
            return self.given.bonus_kind != "year_end" or self.given.bonus_used == "yes"
        if line.key == injury.KEY:
            return injury.is_income(self.given)
        if line.key == ending.PAY_INSTEAD:
            return self.given.notice_pay_taxed_as == "wages"
        return line.key not in APART_FROM_WAGES

    def _is_given_back(self, line: Line) -> bool:
        """A travel bill is no income; pay that was added by hand is."""
        kinds = {one.key: one.kind for one in self.given.by_hand}
        return kinds.get(line.key) == "due"


def _wage_tax(given: Inputs, wages: _Wages) -> Drawn:
    title = "个人所得税"
    if given.tax is not None:
        how = given.tax_how
        return drafting.stated(OFF, "tax", title, given.tax, how, ARTICLE, how)
    if wages.deducted.wrong:
        what = "专项附加扣除对不上"
        return _asked("tax", title, what, wages.deducted.wrong, declared.ARTICLE)
    if not wages.is_known:
        text = "按累计预扣法，连同今年以前各月一起算。算好后填金额和怎么算的，不用交就填 0；"
        text += "或者填今年累计的收入、扣除和已扣的税，系统来算。"
        if given.year_until:
            text = f"薪酬里今年的累计只到 {given.year_until}，后面的月份没有导入，先不用。{text}"
        return _asked("tax", title, "缺个人所得税", text, ARTICLE)
    if wages.open:
        text = f"要先有这几行的金额：{'、'.join(wages.open)}。也可以算好后填金额和怎么算的。"
        return _asked("tax", title, "个人所得税等别的行", text, ARTICLE)
    if wages.lump and injury.asks_tax(given, wages.lump.amount):
        return _injury_class(title, wages)
    found = wages.withheld()
    (amount,) = found.value.tax
    before = (wages.deducted.explained,) if wages.deducted.explained else ()
    drawn = drafting.deduction("tax", title, *before, found, amount=amount, note="累计预扣法")
    if wages.untaxed:
        names = "、".join(wages.untaxed)
        text = f"{names}是手工加的报销一类，没有算进应税收入。要计税的请改成“工资性收入”。"
        drawn.remarks.append(Remark("", "手工加的没有计税", text, ARTICLE, "percentage"))
    drawn.remarks += wages.other_months()
    return drawn


def _injury_class(title: str, wages: _Wages) -> Drawn:
    """Both readings, for somebody to choose: the law we have read does not say."""
    text = "一次性伤残就业补助金免不免税，我们没有核对到原文。请问主管税务机关，再选一种。"
    if wages.lump and wages.lump.amount is not None:
        (free,) = wages.withheld().value.tax
        (taxed,) = wages.withheld(wages.lump.amount).value.tax
        text += f"免税的，这个月扣 {yuan(free)}；并入工资的，扣 {yuan(taxed)}。"
    return _asked("tax", title, "缺工伤补助金怎么计税", text, ARTICLE)


def _bonus_tax(given: Inputs, wages: _Wages, bonus: Line) -> list[Drawn]:
    """Of a bonus that is paid here; where its line is open, that says enough."""
    if bonus.amount is None or bonus.side != Line.Side.DUE:
        return []
    title = "年终奖个人所得税"
    if not given.bonus_used:
        text = "单独计税一年只能用一次。请选今年有没有用过，用过就并入当月工资。"
        return [_asked("bonus_tax", title, "缺年终奖怎么计税", text, BONUS_ARTICLE)]
    without = None
    if wages.is_known and not wages.open:
        (without,) = wages.withheld().value.taxable
    found = tax.bonus_tax(bonus=bonus.amount, paid_on=wages.paid_on, taxable_without=without)
    amount, note = found.value.tax, "两种算法里少的"
    return [drafting.deduction("bonus_tax", title, found, amount=amount, note=note)]


def _alone(given: Inputs, lines: dict[str, Line], wages: _Wages) -> Drawn:
    key, title = "compensation_tax", "经济补偿个人所得税"
    if given.compensation_tax is not None:
        how = given.compensation_tax_how
        return drafting.stated(OFF, key, title, given.compensation_tax, how, ALONE_ARTICLE, how)
    try:
        local = averages.for_tax(given.city, wages.paid_on.year - 1)
    except NoFigure as refusal:
        what = f"缺{refusal.place} {refusal.as_of.year} 年{refusal.title}"
        text = f"3 倍以内的部分免税，没有这个数不知道有没有超过。去{refusal.look}找，"
        text += "填出处和日期，另一人核对以后就能算；也可以算好后填金额和怎么算的。"
        return _asked(key, title, what, text, ALONE_ARTICLE, refusal)
    found = _both_ways(given, lines, wages, local)
    if isinstance(found, str):
        what = "缺代通知金怎么计税"
        text = f"各处说法不一，请问主管税务机关或者税务顾问，再选一种。{found}"
        return _asked(key, title, what, text, ALONE_ARTICLE)
    limit = yuan(found.value.limit)
    note = f"不超过 {limit}，免税" if not found.value.taxable else f"超过 {limit} 的部分计税"
    return drafting.deduction(key, title, found, amount=found.value.tax, note=note)


def _both_ways(
    given: Inputs, lines: dict[str, Line], wages: _Wages, local: averages.LocalAverage
) -> Explained[CompensationTax] | str:
    """The tax; or, where somebody has to choose first, both results in words."""
    pay = lines[ending.PAY_INSTEAD].amount if ending.PAY_INSTEAD in lines else None
    known = wages.is_known and not wages.open and given.notice_pay_taxed_as != "wages"
    extras: tuple[Extra, ...] = ()
    if pay:
        extras = (Extra("notice_pay", pay, given.notice_pay_taxed_as != "wages"),)
    amount = lines[ending.COMPENSATION].amount if ending.COMPENSATION in lines else ZERO
    found = tax.compensation_tax(
        amount=amount or ZERO,
        average=local,
        paid_on=wages.paid_on,
        extras=extras,
        wage_tax=(lambda more: _more_tax(wages, more)) if known else None,
    )
    if pay and not given.notice_pay_taxed_as:
        notes = [note.text for note in found.notes if note.key == "tax_class_notice_pay"]
        return "".join(notes)
    return found


def _more_tax(wages: _Wages, more: Decimal) -> Decimal:
    """What so many more yuan of wages would cost in this month."""
    (now,), (then,) = wages.withheld().value.tax, wages.withheld(more).value.tax
    return then - now


def _asked(
    key: str, title: str, what: str, text: str, article: str, refusal: Exception | None = None
) -> Drawn:
    """`refusal`: which figure of a place would let the machine do it."""
    known = refusal if isinstance(refusal, NoFigure) else None
    return drafting.missing(OFF, key, title, what=what, text=text, article=article, refusal=known)
