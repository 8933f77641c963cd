"""A probation that was longer than the law allows (劳动合同法 19, 20, 83)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.periods import ONE_DAY, last_day_of, span
from lizhi.settlement.law.wages import Calendar
from lizhi.settlement.law.words import cents, day, plain, yuan

ARTICLE = "《劳动合同法》第十九条、第八十三条"


@dataclass(frozen=True)
class OverlongProbation:
    """Months that the law allows, what was served beyond them, and what that costs in yuan."""

    allowed_months: int
    months: int
    days: int
    """Working days beyond whole months."""
    due: Decimal


def overlong(
    *,
    hired_on: dt.date,
    served_until: dt.date,
    term_months: int | None,
    wage_after: Decimal,
    kind_of: Calendar,
) -> Explained[OverlongProbation]:
    """The wage after probation once more, for the time served as probation beyond the law.

    `term_months` is the term of the contract, None for an open-ended one; `served_until` the last
    day that was treated as probation, counted in. What was agreed and not served costs nothing.
    Days beyond whole months are worked out by working days over 21.75.
    """
    limits = figure("probation.months_by_term", as_of=hired_on)
    divisor = figure("wages.paid_days_a_month", as_of=served_until)
    allowed = _allowed(limits, term_months)
    first = last_day_of(hired_on, allowed) + ONE_DAY if allowed else hired_on
    months, days = _beyond(first, served_until, kind_of)
    part = min(wage_after * days / divisor.value, wage_after)
    due = cents(wage_after * months + part)
    found = OverlongProbation(allowed, months, days, due)
    step = Step(
        key="overlong_probation",
        title="超长试用期的赔偿",
        formula=_formula(found, wage_after, divisor),
        value=yuan(due),
        article=ARTICLE,
        inputs={
            "入职": day(hired_on),
            "试用到": day(served_until),
            "合同期限": "无固定期限" if term_months is None else f"{term_months} 个月",
            "转正后的月工资": yuan(wage_after),
        },
        reason=f"这份合同的试用期最长 {allowed} 个月。"
        "已经履行的超过部分，按转正后的月工资赔偿；约定了没履行的不赔。",
        figures=(limits, divisor),
    )
    return Explained(found, (step,))


def _allowed(limits: Figure, term_months: int | None) -> int:
    """An open-ended contract has the longest one, as one of three years or more."""
    if term_months is None:
        return int(limits.brackets[-1][1])
    return int(limits.at(Decimal(term_months)))


def _beyond(first: dt.date, last: dt.date, kind_of: Calendar) -> tuple[int, int]:
    if last < first:
        return 0, 0
    months = span(first, last).all_months
    rest = last_day_of(first, months) + ONE_DAY if months else first
    left = [rest + ONE_DAY * number for number in range((last - rest).days + 1)]
    return months, sum(1 for moment in left if kind_of(moment) == "working")


def _formula(found: OverlongProbation, wage: Decimal, divisor: Figure) -> str:
    if not found.months and not found.days:
        return f"没有超过 {found.allowed_months} 个月"
    parts = [f"{yuan(wage)} × {found.months} 个月"] if found.months else []
    if found.days:
        parts.append(f"{yuan(wage)} ÷ {plain(divisor.value)} × {found.days} 个工作日")
    return " + ".join(parts)
