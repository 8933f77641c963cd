"""Compensation, damages, pay instead of notice (劳动合同法 40, 46, 47, 87)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law import grounds
from lizhi.settlement.law.asking import NotGiven
from lizhi.settlement.law.compensation.base import Base
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.grounds import Renewal
from lizhi.settlement.law.parameters import figure
from lizhi.settlement.law.words import cents, plain, yuan

ARTICLE = "《劳动合同法》第四十六条、第四十七条"
DAMAGES_ARTICLE = "《劳动合同法》第八十七条、《劳动合同法实施条例》第二十五条"
NOTICE_ARTICLE = "《劳动合同法》第四十条、《劳动合同法实施条例》第二十条"
ZERO = Decimal(0)


@dataclass(frozen=True)
class Compensation:
    """Whether it is due by the ground, how much, and what of it has not been paid yet."""

    due: bool
    amount: Decimal
    shortfall: Decimal | None = None
    """None where nobody said what was paid already; never negative."""


def compensation(
    code: str, base: Base, *, renewal: Renewal = "", already_paid: Decimal | None = None
) -> Explained[Compensation]:
    """Base times N where the ground gives it, else nothing; yuan, rounded once, half up."""
    asked = grounds.compensation_due(code, renewal=renewal)
    amount = amount_of(base) if asked.value else cents(ZERO)
    steps = [*asked.steps]
    if asked.value:
        steps.append(_amount_step(base, amount))
    shortfall = None
    if already_paid is not None:
        shortfall = max(amount - already_paid, cents(ZERO))
        steps.append(_shortfall_step(amount, already_paid, shortfall))
    return Explained(Compensation(asked.value, amount, shortfall), tuple(steps))


def amount_of(base: Base) -> Decimal:
    """Base times N, whatever the ground: what the law measures compensation and damages by."""
    return cents(base.amount * base.months)


def damages(base: Base, *, as_of: dt.date) -> Explained[Decimal]:
    """Twice the capped compensation for an unlawful ending; it takes the place of compensation.

    `base` is made of months that count from the first day of work (`months(from_start=True)`).
    Nothing else is added to it, notice pay neither. `as_of` is the last day.
    """
    twice = figure("compensation.damages_multiple", as_of=as_of)
    single = amount_of(base)
    value = single * twice.value
    step = Step(
        key="damages",
        title="违法解除或者终止的赔偿金",
        formula=f"{yuan(base.amount)} × {plain(base.months)} × {plain(twice.value)}",
        value=yuan(value),
        article=DAMAGES_ARTICLE,
        inputs={"补偿基数": yuan(base.amount), "补偿月数": plain(base.months)},
        reason="按经济补偿标准的两倍，付了赔偿金就不再付经济补偿，也不加代通知金。"
        "员工也可以不要赔偿金，要求继续履行合同（第四十八条）。",
        figures=(twice,),
    )
    return Explained(value, (step,))


def notice_pay(
    code: str,
    *,
    last_month_wage: Decimal | None,
    as_of: dt.date,
    days_given: int = 0,
    unlawful: bool = False,
) -> Explained[Decimal]:
    """One month's wage in place of notice: ground 40 alone, with less than thirty days' notice.

    By the wage of the month before the ending, not by any average. Nothing where damages are due.
    `NotGiven` where it is due and nobody has told that wage.
    """
    days = figure("compensation.notice_days", as_of=as_of)
    wages = figure("compensation.notice_pay_months", as_of=as_of)
    row = grounds.ground(code)
    due = row.pay_instead and days_given < days.value and not unlawful
    if due and last_month_wage is None:
        raise NotGiven("last_month_wage", "请给上一个月的工资：代通知金按它算，不按平均工资")
    value = cents((last_month_wage or ZERO) * wages.value) if due else cents(ZERO)
    why, formula = _why_notice(row, days_given, days.value, unlawful), "不付"
    if due:
        formula = f"{yuan(last_month_wage or ZERO)} × {plain(wages.value)} 个月"
    step = Step(
        key="notice_pay",
        title="代通知金",
        formula=formula,
        value=yuan(value),
        article=NOTICE_ARTICLE,
        inputs={
            "上一个月工资": yuan(last_month_wage) if last_month_wage is not None else "",
            "提前通知": f"{days_given} 天",
        },
        reason=why,
        figures=(days, wages),
    )
    return Explained(value, (step,))


def _why_notice(row: grounds.Ground, given: int, needed: Decimal, unlawful: bool) -> str:
    if not row.pay_instead:
        return f"{row.title}没有代通知金，只有第四十条有。"
    if unlawful:
        return "已经按违法解除付赔偿金的，不再付代通知金。"
    if given >= needed:
        return f"提前 {given} 天书面通知了，够 {plain(needed)} 天，不付。"
    return f"提前通知不够 {plain(needed)} 天，另付一个月工资，按上一个月的工资算。"


def _amount_step(base: Base, amount: Decimal) -> Step:
    return Step(
        key="compensation",
        title="经济补偿",
        formula=f"{yuan(base.amount)} × {plain(base.months)}",
        value=yuan(amount),
        article=ARTICLE,
        inputs={"补偿基数": yuan(base.amount), "补偿月数": plain(base.months)},
        reason=f"补偿基数 {yuan(base.amount)}，付 {plain(base.months)} 个月。",
    )


def _shortfall_step(amount: Decimal, paid: Decimal, shortfall: Decimal) -> Step:
    return Step(
        key="compensation_unpaid",
        title="还差的经济补偿",
        formula=f"{yuan(amount)} − {yuan(paid)}" + ("，不低于 0" if paid > amount else ""),
        value=yuan(shortfall),
        article=ARTICLE,
        inputs={"应付": yuan(amount), "已付": yuan(paid)},
        reason="已经付过的减去，多付的不扣回。",
    )
