"""The monthly base after cap and floor, and N after its limit (劳动合同法 47, 实施条例 14, 27)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lizhi.settlement.law import doubt
from lizhi.settlement.law.averages import LocalAverage
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.words import plain, yuan

ARTICLE = "《劳动合同法》第四十七条第二款"
FLOOR_ARTICLE = "《劳动合同法实施条例》第二十七条"
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Base:
    """What compensation and damages are reckoned from."""

    amount: Decimal
    """Yuan a month, after cap and floor."""
    months: Decimal
    """N, after the limit that comes with the cap."""
    capped: bool
    floored: bool
    months_served: Decimal
    """N as the service gives it."""


def base(
    *,
    average: Decimal,
    months: Decimal,
    local: LocalAverage,
    as_of: date,
    minimum: MinimumWage | None = None,
) -> Explained[Base]:
    """Cap and floor of the average, and the limit of N that comes with the cap.

    Strictly above three times the local average of the year before: three times it, and twelve
    years at most. At exactly three times, or below, nothing is limited. Below the minimum wage: the
    minimum wage; where that is not known (None) it is not tested, and a note says so.
    `as_of` is the last day.
    """
    multiple = figure("compensation.cap_multiple", as_of=as_of)
    years = figure("compensation.cap_years", as_of=as_of)
    top = cap(local, multiple)
    if average > top:
        limit = years.value * figure("compensation.months_a_year", as_of=as_of).value
        found = Base(top, min(months, limit), capped=True, floored=False, months_served=months)
    elif minimum and average < minimum.month:
        found = Base(minimum.month, months, capped=False, floored=True, months_served=months)
    else:
        found = Base(average, months, capped=False, floored=False, months_served=months)
    step = _step(found, average, local, minimum, (multiple, years))
    notes = () if minimum or found.capped else (_untested(),)
    return Explained(found, (step,), (*notes, *doubt.notes(step.figures)))


def uncapped(
    *, average: Decimal, months: Decimal, as_of: date, minimum: MinimumWage | None = None
) -> Explained[Base]:
    """The same had the law no cap: for supposing, and where the local average is not known.

    Nobody is paid by this; it says what a missing figure could cost at most.
    """
    floored = minimum is not None and average < minimum.month
    amount = minimum.month if floored and minimum else average
    multiple = figure("compensation.cap_multiple", as_of=as_of)
    found = Base(amount, months, capped=False, floored=floored, months_served=months)
    step = Step(
        key="compensation_base_uncapped",
        title="补偿基数，没有比封顶",
        formula=f"{yuan(average)}" + (f" 低于最低工资 {yuan(amount)}" if floored else ""),
        value=yuan(amount),
        article=ARTICLE,
        inputs={"月平均工资": yuan(average)},
        reason=f"没有和当地平均工资的 {plain(multiple.value)} 倍比过，只用来估计，不能照着付。",
        figures=(multiple, *(minimum.figures if minimum else ())),
    )
    return Explained(found, (step,), doubt.notes(step.figures))


def cap(local: LocalAverage, multiple: Figure) -> Decimal:
    """Three times the month's average: from the year's, so that no twelfth is rounded."""
    return local.year * multiple.value / MONTHS_A_YEAR


def _step(
    found: Base,
    average: Decimal,
    local: LocalAverage,
    minimum: MinimumWage | None,
    rules: tuple[Figure, Figure],
) -> Step:
    multiple, years = rules
    three_times = f"{yuan(local.month)} × {plain(multiple.value)}"
    article, reason = ARTICLE, f"月平均工资不高于当地的 {plain(multiple.value)} 倍，照实算。"
    if found.capped:
        formula = f"{yuan(average)} 高于 {three_times}，按 {three_times}"
        reason = (
            f"月平均工资高于当地的 {plain(multiple.value)} 倍，封顶，"
            f"年限最多 {plain(years.value)} 年。"
        )
        if found.months < found.months_served:
            reason += f"补偿月数由 {plain(found.months_served)} 减到 {plain(found.months)}。"
    elif found.floored and minimum:
        formula = f"{yuan(average)} 低于最低工资 {yuan(minimum.month)}，按最低工资"
        article, reason = FLOOR_ARTICLE, "月平均工资低于当地最低工资的，按最低工资算。"
    else:
        formula = f"{yuan(average)}，不高于 {three_times}"
    return Step(
        key="compensation_base",
        title="补偿基数",
        formula=formula,
        value=yuan(found.amount),
        article=article,
        inputs={
            "月平均工资": yuan(average),
            "当地上年度月平均工资": yuan(local.month),
            "当地最低工资": yuan(minimum.month) if minimum else "",
            "补偿月数": plain(found.months_served),
        },
        reason=reason,
        figures=(*rules, *local.figures, *(minimum.figures if minimum else ())),
    )


def _untested() -> Note:
    text = "没有当地的最低工资，没有比过月平均工资是不是低于它。请补上这个数再核对一次。"
    return Note("minimum_untested", "没有核对最低工资", text, FLOOR_ARTICLE)
