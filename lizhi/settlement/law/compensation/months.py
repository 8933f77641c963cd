"""How many months of compensation a service gives: N (劳动合同法 47, 97; 实施条例 10, 25)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.periods import ONE_DAY, Span, span
from lizhi.settlement.law.words import day, plain

ARTICLE = "《劳动合同法》第四十七条"
CARRIED_ARTICLE = "《劳动合同法》第四十七条、《劳动合同法实施条例》第十条"
EARLY_ARTICLE = "《劳动合同法》第九十七条"
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class _Counted:
    """What of a service counts, and what lies before the law."""

    first: dt.date
    worked: Span
    carried: int
    early: Span | None

    @property
    def all_months(self) -> int:
        return self.worked.all_months + self.carried


def months(
    hired_on: dt.date,
    last_day: dt.date,
    *,
    carried_months: int = 0,
    carried_paid: bool = False,
    from_start: bool = False,
) -> Explained[Decimal]:
    """N before any cap: one month a full year, one from half a year on, half below it.

    From the first day of real work to the last day, both counted in. Months with earlier employers
    that join (moved not by one's own reason) are added before the rounding, unless they were paid
    for. Service before the law came into force is a segment of its own that only a note tells of:
    it follows the rules of its time and needs a lawyer. Damages count all of it (`from_start`).
    `Contradiction` where the last day lies before the first.
    """
    if last_day < hired_on:
        raise Contradiction("last_day", "最后一天早于入职那天，请核对这两个日期")
    a_year, rest = _figures(last_day)
    carried = 0 if carried_paid else carried_months
    counted = _counted(hired_on, last_day, carried, None if from_start else a_year.since)
    value = _rounded(counted, a_year, rest)
    step = Step(
        key="compensation_months",
        title="补偿月数（N）",
        formula=_formula(counted, last_day, a_year, rest),
        value=f"{plain(value)} 个月",
        article=CARRIED_ARTICLE if carried_months else ARTICLE,
        inputs={
            "入职": day(hired_on),
            "解除": day(last_day),
            "并入的月数": str(carried_months),
            "并入的月数已付过补偿": "是" if carried_paid else "不是",
        },
        reason="第一天和最后一天都算在内。满一年一个月；零头六个月以上按一个月，不满六个月按半个月。"
        + _carried_reason(carried_months, carried_paid),
        figures=(a_year, rest),
    )
    return Explained(value, (step,), _notes(counted, hired_on, carried, a_year))


def _figures(last_day: dt.date) -> tuple[Figure, Figure]:
    return (
        figure("compensation.months_a_year", as_of=last_day),
        figure("compensation.months_by_rest", as_of=last_day),
    )


def _counted(
    hired_on: dt.date, last_day: dt.date, carried: int, law_from: dt.date | None
) -> _Counted:
    if law_from is None or hired_on >= law_from:
        return _Counted(hired_on, span(hired_on, last_day), carried, None)
    early = span(hired_on, law_from - ONE_DAY)
    return _Counted(law_from, span(law_from, last_day), 0, early)


def _rounded(counted: _Counted, a_year: Figure, rest: Figure) -> Decimal:
    years, over = divmod(counted.all_months, MONTHS_A_YEAR)
    part = rest.at(Decimal(over)) if over or counted.worked.days else Decimal(0)
    return years * a_year.value + part


def _formula(counted: _Counted, last_day: dt.date, a_year: Figure, rest: Figure) -> str:
    years, over = divmod(counted.all_months, MONTHS_A_YEAR)
    days = counted.worked.days
    joined = f"，并入 {counted.carried} 个月" if counted.carried else ""
    parts = [f"{years} 年 × {plain(a_year.value)}"] if years or not (over or days) else []
    if over or days:
        left = " ".join(
            f"{number} {unit}" for number, unit in ((over, "个月"), (days, "天")) if number
        )
        parts.append(f"{left}按 {plain(rest.at(Decimal(over)))}")
    return f"{day(counted.first)} 至 {day(last_day)}{joined}：{' + '.join(parts)}"


def _carried_reason(carried_months: int, carried_paid: bool) -> str:
    if not carried_months:
        return ""
    if carried_paid:
        return f"前一家单位的 {carried_months} 个月已经付过补偿，不再算。"
    return f"非因本人原因调过来的，前一家单位的 {carried_months} 个月并进来，再取整。"


def _notes(counted: _Counted, hired_on: dt.date, carried: int, a_year: Figure) -> tuple[Note, ...]:
    law_from = a_year.since
    if counted.early:
        joined = f"，连同并入的 {carried} 个月" if carried else ""
        text = (
            f"{day(hired_on)} 至 {day(law_from - ONE_DAY)} 有 {counted.early.all_months} 个月"
            f"零 {counted.early.days} 天{joined}在劳动合同法施行以前，按当时的规定另算，"
            "没有算进上面的月数。付款以前请律师核对。"
        )
        return (Note("early_service", "2008 年以前的工龄要请律师核对", text, EARLY_ARTICLE),)
    reaches = hired_on.year * MONTHS_A_YEAR + hired_on.month - carried
    if carried and reaches < law_from.year * MONTHS_A_YEAR + law_from.month:
        text = (
            f"并入的 {carried} 个月有一部分在劳动合同法施行以前，这里照样算了进去。"
            "那一段按当时的规定，付款以前请律师核对。"
        )
        return (Note("early_service", "2008 年以前的工龄要请律师核对", text, EARLY_ARTICLE),)
    return ()
