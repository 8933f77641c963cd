"""What is decided at the exit and paid or claimed apart: non-compete, and a training bond."""

from typing import cast

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import non_compete, place, training_bond
from lizhi.settlement.law.asking import Contradiction, NotGiven
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.non_compete import Decision
from lizhi.settlement.law.parameters import NoFigure
from lizhi.settlement.law.words import yuan
from lizhi.settlement.lines import averages, drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.models import Line

NON_COMPETE, BOND = "non_compete", "training_bond"


def draw(given: Inputs) -> list[Drawn]:
    """Nothing where nobody has told of a clause or of a training."""
    drawn = []
    if given.non_compete:
        drawn.append(_non_compete(given))
    if given.bond_cost is not None:
        drawn.append(_bond(given))
    return drawn


def _non_compete(given: Inputs) -> Drawn:
    title = "竞业限制补偿，每月"
    decision = cast(Decision, given.non_compete)
    average, minimum = averages.due(given), _minimum(given)
    try:
        month = non_compete.monthly(
            agreed=given.non_compete_agreed,
            average=average.value if average else None,
            minimum=minimum,
            as_of=given.contract_end,
        )
    except NotGiven as refusal:
        if decision == "keep":
            side, article = Line.Side.APART, non_compete.ARTICLE
            text = f"{refusal}。"
            what = "缺每月付多少"
            return drafting.missing(side, NON_COMPETE, title, what=what, text=text, article=article)
        return _released(given)
    if decision == "release":
        return _released(given)
    plan = non_compete.schedule(
        month=month.value,
        as_of=given.contract_end,
        months=given.non_compete_months,
        decision=decision,
    )
    length = f"，{plan.value.months} 个月" if plan.value.months else ""
    note = f"离职以后按月付{length}，不在这张单里付"
    return drafting.apart(NON_COMPETE, title, month, plan, amount=month.value, note=note)


def _released(given: Inputs) -> Drawn:
    plan = non_compete.schedule(
        month=non_compete.ZERO,
        as_of=given.contract_end,
        months=given.non_compete_months,
        decision="release",
    )
    note = "离职时解除，两边都不再受约束"
    return drafting.apart(
        NON_COMPETE, "竞业限制，离职时解除", plan, amount=non_compete.ZERO, note=note
    )


def _bond(given: Inputs) -> Drawn:
    """Taken off only where that was agreed to in writing; else a claim that stands by itself."""
    title, article = "培训费用（服务期没满）", training_bond.ARTICLE
    if given.bond_cost is None or given.bond_months is None or given.bond_served is None:
        text = "要有服务期几个月、已经履行几个月，才知道没履行的那一份。"
        return drafting.missing(
            Line.Side.APART, BOND, title, what="缺服务期", text=text, article=article
        )
    try:
        found = training_bond.recoverable(
            cost=given.bond_cost,
            service_months=given.bond_months,
            served_months=given.bond_served,
            wages_in_cost=given.bond_wages,
            code=given.ground,
        )
    except Contradiction as refusal:
        return drafting.missing(
            Line.Side.APART, BOND, title, what="服务期对不上", text=f"{refusal}。", article=article
        )
    if given.bond_agreed and found.value:
        note = "本人书面同意从这次的钱里扣"
        return drafting.deduction(BOND, title, found, amount=found.value, note=note)
    note = f"最多可以要回 {yuan(found.value)}，不从工资里扣" if found.value else "不用付"
    return drafting.apart(BOND, title, found, amount=found.value, note=note)


def _minimum(given: Inputs) -> MinimumWage | None:
    try:
        return place.minimum_wage(given.city, given.contract_end).value
    except NoFigure:
        return None
