"""An average that was told, or the mean of the months that were."""

from decimal import Decimal

from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.reading import Given
from lizhi.settlement.law.explained import Step
from lizhi.settlement.law.words import CENT, cents, plain, yuan

MOST_MONTHS = 12
ARTICLES = {
    "average_wage_12m": "《劳动合同法实施条例》第二十七条",
    "average_wage_12m_without_overtime": "《企业职工带薪年休假实施办法》第十一条",
}


def mean(given: Given, average: str, by_month: str, found: Answer) -> Decimal | None:
    """Yuan a month: the average as told, else the mean of the months, half up; None without both.

    Where both are told and differ by more than a fen, the months are refused.
    """
    told, months = given.number(average), given.numbers(by_month)
    if len(months) > MOST_MONTHS:
        raise given.refused(by_month, f"写了 {len(months)} 个月，只算最近 {MOST_MONTHS} 个月。")
    if not months:
        return told
    total = sum(months, Decimal(0))
    computed = cents(total / len(months))
    if told is None:
        found.steps.append(_step(average, months, total, computed))
        return computed
    if abs(told - computed) > CENT:
        text = f"逐月平均是 {plain(computed)}，{given.title(average)}写的是 {plain(told)}，请核对。"
        raise given.refused(by_month, text)
    return told


def _step(average: str, months: list[Decimal], total: Decimal, computed: Decimal) -> Step:
    overtime = average.endswith("overtime")
    return Step(
        key="average_without_overtime" if overtime else "average_due",
        title="月平均工资，不含加班费" if overtime else "月平均工资",
        formula=f"{yuan(total)} ÷ {len(months)} 个月",
        value=yuan(computed),
        article=ARTICLES[average],
        inputs={f"第 {number} 个月": yuan(amount) for number, amount in enumerate(months, 1)},
    )
