"""What unused leave is worth (企业职工带薪年休假实施办法 10, 11, 13)."""

import datetime as dt
from decimal import Decimal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import figure
from lizhi.settlement.law.words import cents, percent, plain, yuan

ARTICLE = "《企业职工带薪年休假实施办法》第十至十二条"
ONE = Decimal(1)
NOTHING = Decimal(0)


def unused_leave_pay(
    *,
    average: Decimal,
    days: Decimal,
    as_of: dt.date,
    wage_already_paid: bool = True,
    declined_in_writing: bool = False,
) -> Explained[Decimal]:
    """Pay for statutory days that were not taken, in yuan; rounded once, half up.

    `average` is that of twelve months without overtime. The rate of 300 % includes the wage that
    was paid for those days, so 200 % come on top. Only who declined in writing, for reasons of
    their own, gets no more than the wage.
    """
    divisor = figure("wages.paid_days_a_month", as_of=as_of)
    rate = figure("leave.unused_rate", as_of=as_of)
    whole = ONE if declined_in_writing else rate.value
    on_top = whole - ONE if wage_already_paid else whole
    pay = cents(average * on_top * days / divisor.value)
    step = Step(
        key="unused_leave_pay",
        title="没休的年假",
        formula=f"{plain(average)} ÷ {plain(divisor.value)} × {percent(on_top)} × {plain(days)} 天",
        value=yuan(pay),
        article=ARTICLE,
        inputs={"月平均工资，不含加班费": yuan(average), "天数": plain(days)},
        reason=f"{plain(average)} 是您近 12 个月的月均工资，不含加班费。"
        + _rate_reason(declined_in_writing, wage_already_paid),
        figures=(divisor, rate),
    )
    return Explained(pay, (step,))


def company_leave_pay(
    *, average: Decimal, days: Decimal, rate: Decimal, already_paid: Decimal, as_of: dt.date
) -> Explained[Decimal]:
    """Leave that the company gives beyond the law follows the company's own rule, never 300 %.

    `rate` and `already_paid` are multiples of the day wage.
    """
    divisor = figure("wages.paid_days_a_month", as_of=as_of)
    due = max(rate - already_paid, NOTHING)
    pay = cents(average * due * days / divisor.value)
    step = Step(
        key="company_leave_pay",
        title="公司另给的年假",
        formula=f"{plain(average)} ÷ {plain(divisor.value)} × {percent(due)} × {plain(days)} 天",
        value=yuan(pay),
        article="公司制度，《企业职工带薪年休假实施办法》第十三条",
        inputs={"天数": plain(days), "公司规定的倍数": plain(rate), "已付": plain(already_paid)},
        reason="公司在法定天数以外多给的假，按公司的规定算，不按三倍算。",
        figures=(divisor,),
    )
    return Explained(pay, (step,))


def _rate_reason(declined_in_writing: bool, wage_already_paid: bool) -> str:
    if declined_in_writing:
        return "您书面说过自己不休，所以只发正常工资。"
    if wage_already_paid:
        return "没休的年假按三倍算，其中一倍已随工资发过，所以这里补两倍。"
    return "没休的年假按三倍算。"
