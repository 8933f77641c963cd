"""What may be asked back for a training whose service period was not served (劳动合同法 22)."""

from decimal import Decimal

from lizhi.settlement.law import grounds
from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.words import cents, yuan

ARTICLE = "《劳动合同法》第二十二条、《劳动合同法实施条例》第十六条、第二十六条"
ZERO = Decimal(0)
BY_WORKER = frozenset({"37", "36-W"})
BY_FAULT = frozenset({"39", "39-2", "39-3", "39-4", "39-5", "39-6"})
"""The five items of article 39 that 实施条例 26 names; failing the probation is not one of them."""
BY_AGREEMENT = frozenset({"36-E", "36-W"})


def recoverable(
    *,
    cost: Decimal,
    service_months: int,
    served_months: int,
    wages_in_cost: Decimal = ZERO,
    code: str = "37",
) -> Explained[Decimal]:
    """Yuan: the cost without wages, times the share of the period that was not served.

    Nothing where the worker leaves by the company's fault (38) or where the company, the end of
    the term or the law ended it: the worker has broken nothing then. Never more than the cost; a
    bonus for signing or moving is no training. `Contradiction` for a period without a month, or
    for wages above the cost.
    """
    if service_months < 1:
        raise Contradiction("service_period_months", "服务期至少一个月")
    if wages_in_cost > cost:
        raise Contradiction("wages_in_training_cost", "其中的工资比培训费用还多，请核对")
    left = max(service_months - served_months, 0)
    row = grounds.ground(code)
    owed = code in BY_WORKER | BY_FAULT | BY_AGREEMENT
    value = cents((cost - wages_in_cost) * left / service_months) if owed else cents(ZERO)
    formula = f"({yuan(cost)} − {yuan(wages_in_cost)}) × {left} ÷ {service_months} 个月"
    inputs = {
        "培训费用": yuan(cost),
        "其中的工资": yuan(wages_in_cost),
        "服务期": f"{service_months} 个月",
        "已履行": f"{served_months} 个月",
        "事由": row.title,
    }
    step = _step(formula if owed else f"{row.title}，不用付", value, inputs, owed=owed)
    return Explained(value, (step,), _notes(code, value))


def _step(formula: str, value: Decimal, inputs: dict[str, str], *, owed: bool) -> Step:
    return Step(
        key="training_bond",
        title="可以要回的培训费用",
        formula=formula,
        value=yuan(value),
        article=ARTICLE,
        inputs=inputs,
        reason=_reason(owed=owed),
    )


def _reason(*, owed: bool) -> str:
    if owed:
        return "只算培训费用里没有履行的那一份，培训期间的工资不算培训费用，要凭票据。"
    return "不是员工违反服务期约定，不用付违约金。"


def _notes(code: str, value: Decimal) -> tuple[Note, ...]:
    if code in BY_AGREEMENT and value:
        text = "协商解除的，要不要付、付多少，以双方签的协议为准；这里是最多能约定的数。"
        return (Note("training_by_agreement", "以协议为准", text, ARTICLE),)
    if code == "39" and value:
        text = "试用期不符合录用条件的（第三十九条第（一）项）不用付，请说明是哪一项。"
        return (Note("training_which_item", "第三十九条的哪一项", text, ARTICLE),)
    return ()
