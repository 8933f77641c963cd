"""Wages of the last month by 21.75 paid days (人社部发〔2025〕2号; 工资支付暂行规定 9, 11)."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.periods import ONE_DAY, month_bounds
from lizhi.settlement.law.words import cents, month_day, plain, yuan

DayKind = Literal["working", "rest", "statutory"]
Calendar = Callable[[dt.date], DayKind]
"""Tells what a day is; swapped days are already working or rest. The law has no calendar itself."""
Method = Literal["positive", "negative"]
"""`positive`: day wage times paid days; `negative`: monthly wage less day wage times the others."""

PAY_ARTICLE = "《工资支付暂行规定》第九、十一条"
ZERO = Decimal(0)


@dataclass(frozen=True)
class PaidDays:
    """Days of one month that are paid, and what they are made of."""

    first: dt.date
    last: dt.date
    working: int
    statutory: int
    unpaid: Decimal
    month_total: int
    """Paid days of the whole month, absent or not employed included."""
    apart: Decimal = ZERO
    """Of `unpaid` those that another line pays: sick leave."""

    @property
    def count(self) -> Decimal:
        """Worked days, statutory holidays and paid leave: absences off, never below 0."""
        return max(self.working + self.statutory - self.unpaid, ZERO)

    @property
    def whole_month(self) -> bool:
        """Employed on all days of the month, and never absent without pay."""
        return (self.first, self.last) == month_bounds(self.last) and not self.unpaid


def paid_days(
    *,
    last_day: dt.date,
    kind_of: Calendar,
    hired_on: dt.date | None = None,
    unpaid: Decimal = ZERO,
    apart: Decimal = ZERO,
) -> Explained[PaidDays]:
    """Count the paid days of the month of `last_day`, up to it, from the hire date if later.

    A statutory holiday is paid like a worked day; paid leave is a working day here, so nobody
    loses anything by having taken it. `unpaid` are working days of absence without pay, `apart`
    those of sick leave that a line of its own pays.
    """
    start, end = month_bounds(last_day)
    first = max(start, hired_on) if hired_on else start
    kinds = [kind_of(day) for day in _days(first, last_day)]
    whole = [kind_of(day) for day in _days(start, end)]
    counted = PaidDays(
        first=first,
        last=last_day,
        working=kinds.count("working"),
        statutory=kinds.count("statutory"),
        unpaid=unpaid + apart,
        apart=apart,
        month_total=len(whole) - whole.count("rest"),
    )
    return Explained(counted, (_counting_step(counted),))


def final_wage(
    *, monthly_wage: Decimal, days: PaidDays, method: Method = "positive"
) -> Explained[Decimal]:
    """Wages due for the month of the last day, never above the monthly wage.

    A month worked as a whole is paid as a whole, however many working days it has.
    """
    divisor = figure("wages.paid_days_a_month", as_of=days.last)
    if days.whole_month:
        formula, pay = f"{plain(monthly_wage)}，整月", cents(monthly_wage)
        reason = "整月都在职，按整月工资发。"
    elif method == "negative":
        missed = days.month_total - days.count
        formula = f"{plain(monthly_wage)} − {_per_day(monthly_wage, divisor)} × {plain(missed)} 天"
        pay = cents(max(monthly_wage - monthly_wage * missed / divisor.value, ZERO))
        reason = f"整月工资减去没有计薪的 {plain(missed)} 天。"
    else:
        return wage_for_days(monthly_wage=monthly_wage, days=days.count, as_of=days.last)
    return Explained(pay, (_wage_step(monthly_wage, days.count, formula, pay, reason, divisor),))


def wage_for_days(*, monthly_wage: Decimal, days: Decimal, as_of: dt.date) -> Explained[Decimal]:
    """The day wage times the paid days, at most the monthly wage (positive method)."""
    divisor = figure("wages.paid_days_a_month", as_of=as_of)
    formula = f"{_per_day(monthly_wage, divisor)} × {plain(days)} 天"
    pay = cents(monthly_wage * days / divisor.value)
    reason = (
        f"{plain(monthly_wage)} 是您的月工资，每月按 {plain(divisor.value)} 个计薪日折成日工资。"
    )
    if pay > monthly_wage:
        pay = cents(monthly_wage)
        formula += f"，不超过 {plain(monthly_wage)}"
        reason += "这个月工作日多，算下来不超过月工资。"
    return Explained(pay, (_wage_step(monthly_wage, days, formula, pay, reason, divisor),))


def average_without_overtime(months: Mapping[dt.date, Decimal]) -> Explained[Decimal]:
    """Average of the months worked, twelve at most (企业职工带薪年休假实施办法 11).

    `months` maps the first day of a month to its wages due without overtime. Rounded to the fen,
    so that whoever takes a pencil to the next step starts from the figure that is shown.
    """
    if not months:
        raise ValueError("no month at all")
    latest = sorted(months)[-12:]
    total = sum((months[month] for month in latest), ZERO)
    average = cents(total / len(latest))
    step = Step(
        key="average_without_overtime",
        title="月平均工资，不含加班费",
        formula=f"{yuan(total)} ÷ {len(latest)} 个月",
        value=yuan(average),
        article="《企业职工带薪年休假实施办法》第十一条",
        inputs={f"{month:%Y-%m}": yuan(months[month]) for month in latest},
    )
    return Explained(average, (step,))


def _counting_step(days: PaidDays) -> Step:
    parts = [f"{days.working} 个工作日"]
    parts += [f"{days.statutory} 天法定节假日"] if days.statutory else []
    formula = " + ".join(parts) + (f" − {plain(days.unpaid)} 天" if days.unpaid else "")
    made_of = "，".join(parts)
    without = days.unpaid - days.apart
    absent = f"没有工资的假 {plain(without)} 天不算。" if without else ""
    absent += f"病假 {plain(days.apart)} 天另算一行。" if days.apart else ""
    holiday = "法定节假日和带薪假照样发工资。" if days.statutory else ""
    return Step(
        key="paid_days",
        title="计薪天数",
        formula=formula,
        value=f"{plain(days.count)} 天",
        article=PAY_ARTICLE,
        inputs={"从": month_day(days.first), "到": month_day(days.last)},
        reason=f"{month_day(days.first)} 到 {month_day(days.last)}，{made_of}。{holiday}{absent}",
    )


def _wage_step(
    wage: Decimal, days: Decimal, formula: str, pay: Decimal, reason: str, divisor: Figure
) -> Step:
    return Step(
        key="final_wage",
        title="最后一个月的工资",
        formula=formula,
        value=yuan(pay),
        article=divisor.document,
        inputs={"月工资": yuan(wage), "计薪天数": plain(days)},
        reason=reason,
        figures=(divisor,),
    )


def _per_day(monthly_wage: Decimal, divisor: Figure) -> str:
    return f"{plain(monthly_wage)} ÷ {plain(divisor.value)}"


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]
