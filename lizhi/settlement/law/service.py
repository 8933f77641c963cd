"""Years of service as the certificate states them (劳动合同法实施条例 24)."""

import datetime as dt

from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.periods import ONE_DAY, Span, span
from lizhi.settlement.law.words import day

ARTICLE = "《劳动合同法实施条例》第二十四条"


def years_of_service(hired_on: dt.date, last_day: dt.date) -> Explained[Span]:
    """From the first day of real work to the last day of the contract, both counted in.

    One more day can begin another month; a boundary within a day either way is noted.
    """
    worked = span(hired_on, last_day)
    step = Step(
        key="service",
        title="工作年限",
        formula=f"{day(hired_on)} 至 {day(last_day)}",
        value=in_words(worked),
        article=ARTICLE,
        inputs={"入职": day(hired_on), "解除": day(last_day)},
        reason="第一天和最后一天都算在内。",
    )
    return Explained(worked, (step,), _boundary(hired_on, last_day, worked))


def years_and_months(hired_on: dt.date, last_day: dt.date) -> tuple[int, int]:
    """Whole years, and whole months (0 to 11) beyond them."""
    worked = years_of_service(hired_on, last_day).value
    return worked.years, worked.months


def in_words(worked: Span) -> str:
    """5 年 8 个月; less than a month in days."""
    parts = [(worked.years, "年"), (worked.months, "个月")]
    said = [f"{number} {unit}" for number, unit in parts if number]
    return " ".join(said) or f"{worked.days} 天"


def _boundary(hired_on: dt.date, last_day: dt.date, worked: Span) -> tuple[Note, ...]:
    later = span(hired_on, last_day + ONE_DAY)
    if later.all_months == worked.all_months:
        return ()
    text = f"最后一天若是 {day(last_day + ONE_DAY)}，工作年限正好是 {in_words(later)}。"
    return (Note("service_boundary", "晚一天，多一个月工龄", text, ARTICLE),)
