"""Overtime that was neither paid nor given back as time off (工资支付暂行规定 13)."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import figure
from lizhi.settlement.law.words import cents, percent, plain, yuan

Kind = Literal["workday", "rest_day", "statutory_holiday"]
NAMES: dict[Kind, str] = {
    "workday": "工作日加班",
    "rest_day": "休息日加班，没补休",
    "statutory_holiday": "法定节假日加班",
}


def overtime_pay(
    *,
    monthly_wage: Decimal,
    kind: Kind,
    hours: Decimal,
    as_of: dt.date,
    already_paid: Decimal = Decimal(0),
) -> Explained[Decimal]:
    """What is still due for approved hours; time off that was never given is due at the exit.

    `already_paid` is the multiple of the hour wage that was paid for these hours before.
    """
    paid_days = figure("wages.paid_days_a_month", as_of=as_of)
    hours_a_day = figure("wages.hours_a_day", as_of=as_of)
    rate = figure(f"overtime.{kind}", as_of=as_of)
    due = max(rate.value - already_paid, Decimal(0))
    pay = cents(monthly_wage * hours * due / (paid_days.value * hours_a_day.value))
    step = Step(
        key="overtime",
        title=NAMES[kind],
        formula=f"{plain(monthly_wage)} ÷ {plain(paid_days.value)} ÷ {plain(hours_a_day.value)}"
        f" × {plain(hours)} 小时 × {percent(due)}",
        value=yuan(pay),
        article="《工资支付暂行规定》第十三条",
        inputs={"月工资": yuan(monthly_wage), "小时": plain(hours), "已付": percent(already_paid)},
        reason="加班没有付钱也没有补休的，离职时要付清。",
        figures=(paid_days, hours_a_day, rate),
    )
    return Explained(pay, (step,))
