"""How much may be taken off a month's wage for a loss (工资支付暂行规定 16)."""

import datetime as dt
from decimal import Decimal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import figure
from lizhi.settlement.law.words import cents, percent, plain, yuan

ARTICLE = "《工资支付暂行规定》第十六条"


def loss_limit(*, wage: Decimal, as_of: dt.date, city: str) -> Explained[Decimal]:
    """The most that may be taken off this month's wage for a loss that the worker caused.

    A fifth of the wage, and never so much that less than the local minimum wage is left. Raises
    `NoFigure` where the minimum wage of the city is not known.
    """
    share = figure("deductions.loss_share", as_of=as_of)
    minimum = figure("wages.minimum", as_of=as_of, place=city)
    fifth = cents(wage * share.value)
    limit = max(min(fifth, wage - minimum.value), Decimal(0))
    step = Step(
        key="loss_limit",
        title="赔偿损失最多能扣",
        formula=f"{yuan(wage)} × {percent(share.value)}，剩下的不低于 {plain(minimum.value)}",
        value=yuan(limit),
        article=ARTICLE,
        inputs={"当月工资": yuan(wage), f"{city}最低工资": yuan(minimum.value)},
        reason=f"每月扣的不超过当月工资的 {percent(share.value)}，扣完也不能低于当地最低工资。",
        figures=(share, minimum),
    )
    return Explained(limit, (step,))
