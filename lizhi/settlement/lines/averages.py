"""The average of wages due for compensation, and where it comes from."""

import datetime as dt
from decimal import Decimal

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import compensation
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.words import yuan

ARTICLE = "《劳动合同法实施条例》第二十七条"


def due(given: Inputs) -> Explained[Decimal] | None:
    """By the months; else what finance or the roster gives as one figure; None: nobody has."""
    if given.months_due:
        months = {dt.date.fromisoformat(key): amount for key, amount in given.months_due.items()}
        overtime = sum(given.months_due.values()) - sum(given.months.values())
        found = compensation.average_due(
            months,
            overtime=Decimal(overtime),
            annual_bonus=given.annual_bonus_share,
            as_of=given.contract_end,
        )
        plain = compensation.average_due(months, as_of=given.contract_end)
        if given.average_due in {None, plain.value}:
            return found
    if given.average_due is not None:
        return _given(given.average_due, "近 12 个月应发工资的月均数", "这个月均数是财务填的。")
    if given.roster_average is not None:
        note = Note(
            "average_unseen",
            "月平均工资没有逐月明细",
            f"名册只给了平均数 {yuan(given.roster_average)}。请核对奖金、津贴、加班费都在里面。",
            ARTICLE,
        )
        return _given(given.roster_average, "名册给的平均数，没有逐月明细", "", note)
    return None


def what_is_missing(given: Inputs) -> str:
    """In a sentence: which months, where others are there."""
    if not given.months_missing:
        return "经济补偿按解除前 12 个月的应发工资平均，请导入各月工资，或者按工资表填月均数。"
    months = "、".join(given.months_missing)
    return f"12 个月里缺 {months} 的工资。请补导入，或者按工资表填月均数。"


def _given(average: Decimal, formula: str, reason: str, *notes: Note) -> Explained[Decimal]:
    step = Step(
        key="average_due",
        title="月平均工资",
        formula=formula,
        value=yuan(average),
        article=ARTICLE,
        inputs={"月平均工资": yuan(average)},
        reason=reason,
    )
    return Explained(average, (step,), notes)
