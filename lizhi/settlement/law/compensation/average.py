"""The average of the wages due in the last twelve months (劳动合同法 47, 实施条例 27)."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from lizhi.settlement.law.asking import NotGiven
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.words import cents, yuan

ARTICLE = "《劳动合同法实施条例》第二十七条"
ZERO = Decimal(0)


def average_due(
    months: Mapping[dt.date, Decimal],
    *,
    overtime: Decimal = ZERO,
    annual_bonus: Decimal = ZERO,
    as_of: dt.date,
) -> Explained[Decimal]:
    """Yuan a month, half up to the fen: wages due before tax and insurance, all money income.

    `months` maps the first day of a month to its wages due; the latest twelve count, or as many as
    were worked. `overtime` is the part of them that was overtime pay, `annual_bonus` what of a
    year's bonus belongs to these months and is not in them yet. Both count by the words of the
    Regulation; some places see it otherwise, so a note shows the other reading with its amount.
    `as_of` is the last day. `NotGiven` where there is no month at all.
    """
    if not months:
        raise NotGiven("wages_due_by_month", "请给最近十二个月每月的应得工资")
    most = figure("compensation.average_months", as_of=as_of)
    latest = sorted(months)[-int(most.value) :]
    total = sum((months[month] for month in latest), ZERO)
    average = cents((total + annual_bonus) / len(latest))
    inputs = {
        **{f"{month:%Y-%m}": yuan(months[month]) for month in latest},
        "年终奖分摊": yuan(annual_bonus),
        "其中加班费": yuan(overtime),
    }
    bonus = f" + {yuan(annual_bonus)}" if annual_bonus else ""
    sum_shown = f"({yuan(total)}{bonus})" if bonus else yuan(total)
    step = _step(f"{sum_shown} ÷ {len(latest)} 个月", average, inputs, most)
    count = len(latest)
    notes = [
        _otherwise("overtime_in_base", "加班费", overtime, total + annual_bonus - overtime, count),
        _otherwise("bonus_in_base", "年终奖", annual_bonus, total, count),
    ]
    return Explained(average, (step,), tuple(note for note in notes if note))


def _step(formula: str, average: Decimal, inputs: dict[str, str], most: Figure) -> Step:
    return Step(
        key="average_due",
        title="月平均工资",
        formula=formula,
        value=yuan(average),
        article=ARTICLE,
        inputs=inputs,
        reason="按应得工资算，没扣税和社保，包括奖金、津贴和补贴。不满 12 个月的，按实际月数平均。",
        figures=(most,),
    )


def _otherwise(key: str, what: str, part: Decimal, without: Decimal, count: int) -> Note | None:
    """The average by the reading of those places that leave this part out."""
    if not part:
        return None
    other = yuan(cents(without / count))
    text = f"上面的平均数里有{what} {yuan(part)}。有的地方不算，那样是 {other}。请核对当地的口径。"
    return Note(key, f"{what}算不算，各地不一样", text, ARTICLE)
