"""What days of sick leave are paid, never less than the place's floor."""

import datetime as dt
from decimal import Decimal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import figure
from lizhi.settlement.law.words import cents, percent, plain, yuan

AGREED = "双方约定或者公司制度"


def sick_pay(
    *,
    monthly_wage: Decimal,
    days: Decimal,
    rate: Decimal,
    floor: Explained[Decimal],
    as_of: dt.date,
    most: Decimal | None = None,
) -> Explained[Decimal]:
    """Yuan of so many working days of sick leave, by the company's rule and not below the floor.

    `rate` is the share of the wage that contract or rules give, 1 for all of it; `floor` yuan a
    month by the place (`medical_period.sick_pay_floor`). Both are divided by 21.75. `most` is what
    is left of the monthly wage: a month with 23 working days pays no more than a month.
    """
    divisor = figure("wages.paid_days_a_month", as_of=as_of)
    share = min(days / divisor.value, Decimal(1))
    agreed, least = cents(monthly_wage * rate * share), cents(floor.value * share)
    amount = max(agreed, least)
    whole = f"{plain(monthly_wage)} ÷ {plain(divisor.value)} × {percent(rate)} × {plain(days)} 天"
    if least > agreed:
        whole = f"{plain(floor.value)} ÷ {plain(divisor.value)} × {plain(days)} 天"
    reason = f"约定的是日工资的 {percent(rate)}，是 {yuan(agreed)}；"
    reason += f"当地最低是 {yuan(least)}，按{'最低的' if least > agreed else '约定的'}付。"
    if most is not None and amount > most:
        amount, whole = most, f"{whole}，和工资合起来不超过月工资"
    step = Step(
        key="sick_pay",
        title="病假工资",
        formula=whole,
        value=yuan(amount),
        article=f"{AGREED}，{floor.steps[-1].article}",
        inputs={"月工资": yuan(monthly_wage), "病假": f"{plain(days)} 天", "比例": percent(rate)},
        reason=reason,
        figures=(divisor,),
    )
    return Explained(amount, (*floor.steps, step), floor.notes)
