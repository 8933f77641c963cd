"""What finance pays for the employee: insurance, fund and tax. Its figures are never guessed."""

import datetime as dt
from decimal import Decimal

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.models import Line

INSURANCE = "《社会保险法》第六十条"
FUND = "《住房公积金管理条例》第十六条"
TAX = "国家税务总局公告2018年第61号第六条"


def draw(given: Inputs) -> list[Drawn]:
    """The three lines, each with what finance has given, or asking for it."""
    return [_insurance(given), _fund(given), _tax(given)]


def _insurance(given: Inputs) -> Drawn:
    title = "社保，个人部分"
    if given.insurance is None:
        city = given.city or "参保地"
        text = f"离职当月缴不缴、按什么基数缴，按{city}的规则。算好后填金额和怎么算的。"
        return _asked("insurance", title, "缺社保个人部分", text, INSURANCE)
    return _stated(
        "insurance",
        title,
        given.insurance,
        given.insurance_how,
        INSURANCE,
        _until(given.insurance_until),
    )


def _fund(given: Inputs) -> Drawn:
    title = "公积金，个人部分"
    if given.fund is None:
        text = f"按{given.city or '缴存地'}的规则和本人的缴存比例，算好后填金额和怎么算的。"
        return _asked("fund", title, "缺公积金个人部分", text, FUND)
    return _stated("fund", title, given.fund, given.fund_how, FUND, _until(given.fund_until))


def _tax(given: Inputs) -> Drawn:
    title = "个人所得税"
    if given.tax is None:
        text = "按累计预扣法，连同今年以前各月一起算。算好后填金额和怎么算的，不用交就填 0。"
        return _asked("tax", title, "缺个人所得税", text, TAX)
    return _stated("tax", title, given.tax, given.tax_how, TAX, given.tax_how)


def _asked(key: str, title: str, what: str, text: str, article: str) -> Drawn:
    side = Line.Side.DEDUCTION
    return drafting.missing(side, key, title, what=what, text=text, article=article)


def _stated(key: str, title: str, amount: Decimal, how: str, article: str, note: str) -> Drawn:
    step = Step(
        key=key,
        title=title,
        formula=how,
        value=yuan(amount),
        article=article,
        inputs={"金额": yuan(amount)},
        reason="财务算好填的。",
    )
    return drafting.deduction(
        key, title, Explained(amount, (step,)), amount=amount, note=note[:200]
    )


def _until(month: dt.date | None) -> str:
    return f"交到 {month.month} 月" if month else ""
