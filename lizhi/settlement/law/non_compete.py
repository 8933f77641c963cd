"""What a non-compete clause costs after the end (劳动合同法 23, 24; 解释一 36 to 40)."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law import doubt
from lizhi.settlement.law.asking import NotGiven
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.minimum import MinimumWage
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.words import cents, percent, plain, yuan

ARTICLE = "法释〔2020〕26号第三十六条"
LENGTH_ARTICLE = "《劳动合同法》第二十三条、第二十四条"
FURTHER_ARTICLE = "法释〔2020〕26号第三十九条"
ZERO = Decimal(0)

Decision = Literal["keep", "release"]


@dataclass(frozen=True)
class NonCompete:
    """Yuan a month, for all months that are paid, and beyond them for a cancellation."""

    monthly: Decimal
    months: int | None
    """Months to pay for; None where nobody said how long."""
    total: Decimal | None
    further: Decimal
    """Three months more where the company cancels and the worker asks for them; else 0."""


def monthly(
    *,
    agreed: Decimal | None,
    average: Decimal | None,
    minimum: MinimumWage | None,
    as_of: dt.date,
) -> Explained[Decimal]:
    """Yuan a month: what was agreed; else 30 % of the average, and the minimum wage at least.

    A fee for keeping secrets that was paid during the work is no such agreement. An agreed sum
    stands as agreed; below the minimum wage a note says so. `NotGiven` where nothing was agreed
    and the average or the minimum wage is not known. `as_of` is the last day.
    """
    if agreed:
        return _agreed(agreed, minimum)
    if average is None:
        raise NotGiven("average_wage_12m", "没有约定补偿，请给离职前十二个月的平均工资")
    if minimum is None:
        raise NotGiven("minimum_wage_monthly", "没有约定补偿，请给劳动合同履行地的最低工资")
    share = figure("non_compete.share_of_average", as_of=as_of)
    by_share = cents(average * share.value)
    value = max(by_share, cents(minimum.month))
    step = Step(
        key="non_compete_monthly",
        title="竞业限制补偿，每月",
        formula=f"{yuan(average)} × {percent(share.value)}，不低于最低工资 {yuan(minimum.month)}",
        value=yuan(value),
        article=ARTICLE,
        inputs={"月平均工资": yuan(average), "最低工资": yuan(minimum.month), "约定": ""},
        reason="没有约定补偿的，按离职前 12 个月平均工资的三成，不低于劳动合同履行地的最低工资。"
        "在职时发的保密费不算。",
        figures=(share, *minimum.figures),
    )
    return Explained(value, (step,), doubt.notes(step.figures))


def _agreed(agreed: Decimal, minimum: MinimumWage | None) -> Explained[Decimal]:
    step = Step(
        key="non_compete_monthly",
        title="竞业限制补偿，每月",
        formula=f"约定 {yuan(agreed)}",
        value=yuan(cents(agreed)),
        article=LENGTH_ARTICLE,
        inputs={"约定": yuan(agreed), "最低工资": yuan(minimum.month) if minimum else ""},
        reason="约定了补偿的，按约定。",
        figures=minimum.figures if minimum else (),
    )
    notes: tuple[Note, ...] = ()
    if minimum and agreed < minimum.month:
        text = (
            f"约定的 {yuan(agreed)} 低于最低工资 {yuan(minimum.month)}，"
            "员工可能要求补到最低工资。请法务看一下再定。"
        )
        notes = (Note("non_compete_below_minimum", "约定的补偿低于最低工资", text, ARTICLE),)
    return Explained(cents(agreed), (step,), notes)


def schedule(
    *,
    month: Decimal,
    as_of: dt.date,
    months: int | None = None,
    decision: Decision = "keep",
    cancelled_after: int | None = None,
    asks_further: bool = False,
) -> Explained[NonCompete]:
    """All that is paid for: the months of the clause, twenty-four at most, and what a cancel costs.

    Released at the exit: nothing is due and nothing binds. Cancelled later: the months until then,
    and three further ones where the worker asks. `as_of` is the last day.
    """
    longest = figure("non_compete.longest_months", as_of=as_of)
    paid = _months(months, int(longest.value), decision, cancelled_after)
    total = None if paid is None else cents(month * paid)
    found = NonCompete(month, paid, total, cents(ZERO))
    inputs = {
        "约定月数": "" if months is None else str(months),
        "离职时的决定": "解除" if decision == "release" else "保留",
        "满几个月后解除": "" if cancelled_after is None else str(cancelled_after),
    }
    steps = [_total_step(found, decision, inputs, longest)]
    if decision == "keep" and cancelled_after is not None:
        added = _further(month, as_of, asks=asks_further)
        found = replace(found, further=added.value)
        steps += added.steps
    return Explained(found, tuple(steps), _notes(months, longest.value, decision))


def _total_step(
    found: NonCompete, decision: Decision, inputs: dict[str, str], longest: Figure
) -> Step:
    return Step(
        key="non_compete_total",
        title="竞业限制补偿合计",
        formula=_total_formula(found.monthly, found.months, decision),
        value=yuan(found.total) if found.total is not None else "没有说几个月",
        article=LENGTH_ARTICLE,
        inputs=inputs,
        reason=_reason(decision, longest.value),
        figures=(longest,),
    )


def _months(
    months: int | None, longest: int, decision: Decision, cancelled_after: int | None
) -> int | None:
    if decision == "release":
        return 0
    told = [number for number in (months, cancelled_after) if number is not None]
    return min(*told, longest) if told else None


def _total_formula(month: Decimal, paid: int | None, decision: Decision) -> str:
    if decision == "release":
        return "离职时解除，0 个月"
    return f"{yuan(month)} × {paid} 个月" if paid is not None else f"{yuan(month)} 每月"


def _reason(decision: Decision, longest: Decimal) -> str:
    if decision == "release":
        return "离职时书面告诉员工不用履行，两边都不再受约束。"
    return f"解除以后按月付，最长 {plain(longest)} 个月。"


def _further(month: Decimal, as_of: dt.date, *, asks: bool) -> Explained[Decimal]:
    """For a clause that the company cancels after the exit: three months, where they are asked."""
    more = figure("non_compete.further_months", as_of=as_of)
    value = cents(month * more.value) if asks else cents(ZERO)
    step = Step(
        key="non_compete_further",
        title="提前解除竞业限制，另付",
        formula=f"{yuan(month)} × {plain(more.value)} 个月" if asks else "员工没有要求",
        value=yuan(value),
        article=FURTHER_ARTICLE,
        inputs={"员工要求另付": "是" if asks else "没有"},
        reason=f"公司可以随时解除；员工要求的，另付 {plain(more.value)} 个月。",
        figures=(more,),
    )
    return Explained(value, (step,))


def _notes(months: int | None, longest: Decimal, decision: Decision) -> tuple[Note, ...]:
    notes = []
    if months is not None and months > longest:
        text = f"约定了 {months} 个月，超过 {plain(longest)} 个月的部分没有约束力，也不用付。"
        notes.append(Note("non_compete_too_long", "约定的期限太长", text, LENGTH_ARTICLE))
    if decision == "keep":
        text = "离职时就要说清楚履行还是不履行；约定以后再通知的，不算数。"
        notes.append(Note("non_compete_decide", "离职当天定下来", text, LENGTH_ARTICLE))
    return tuple(notes)
