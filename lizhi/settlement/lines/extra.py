"""Overtime that was neither paid nor given back, and a bonus that is due."""

from decimal import Decimal

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import overtime
from lizhi.settlement.law.overtime import Kind
from lizhi.settlement.law.words import plain
from lizhi.settlement.lines import drafting, plans
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.models import Line

ARTICLE = "《工资支付暂行规定》第十三条"
BONUS_ARTICLE = "《关于工资总额组成的规定》，双方约定的奖金办法"
BONUS = plans.BONUS


def draw(given: Inputs) -> list[Drawn]:
    """One line a kind of hours, and the bonus; nothing where finance has entered nothing."""
    hours: dict[Kind, Decimal] = {
        "workday": given.overtime_workday,
        "rest_day": given.overtime_rest_day,
        "statutory_holiday": given.overtime_statutory_holiday,
    }
    drawn = [_overtime(kind, number, given) for kind, number in hours.items() if number]
    if given.bonus and not plans.has_bonus(given):
        drawn.append(_bonus(given))
    return drawn


def _overtime(kind: Kind, hours: Decimal, given: Inputs) -> Drawn:
    key = f"overtime_{kind}"
    title = f"{overtime.NAMES[kind]} {plain(hours)} 小时"
    if given.monthly_wage is None:
        text = "加班工资按月工资折算，名册里没有月工资。请按劳动合同填上。"
        side = Line.Side.DUE
        return drafting.missing(side, key, title, what="缺月工资", text=text, article=ARTICLE)
    pay = overtime.overtime_pay(
        monthly_wage=given.monthly_wage, kind=kind, hours=hours, as_of=given.contract_end
    )
    return drafting.due(key, title, pay, amount=pay.value, note="没有付过，也没有补休")


def _bonus(given: Inputs) -> Drawn:
    title = "年终奖" if given.bonus_kind == "year_end" else "奖金、提成"
    how = given.bonus_how
    return drafting.stated(Line.Side.DUE, BONUS, title, given.bonus, how, BONUS_ARTICLE, how)
