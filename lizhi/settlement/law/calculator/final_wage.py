"""Wage of the month of exit or entry, and overtime that is still due."""

import datetime as dt
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from typing import cast

from lizhi.settlement.law import overtime, wages
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import UNDATED, Given, in_order
from lizhi.settlement.law.calculator.refusing import RefusedInput
from lizhi.settlement.law.parameters import figure
from lizhi.settlement.law.periods import month_bounds
from lizhi.settlement.law.wages import Method, PaidDays
from lizhi.settlement.law.words import cents, plain

NOTHING = Decimal(0)
MOST_DAYS = 31
SHIFT = "排班的按排班表写计薪天数：出勤、法定节假日、带薪假都算。"


def answer(given: Given, days: Days) -> Answer:
    """The wage where a month or its paid days were told, overtime where it was; their sum."""
    in_order(given, "hire_date", "last_day")
    found = Answer(given.topic)
    month = _month(given)
    total = NOTHING
    if month or "paid_days" in given:
        total += _wage(given, month, days, found)
    elif "overtime" not in given:
        raise _nothing(given)
    if "overtime" in given:
        total += _overtime(given, month, found)
    found.money("total", total)
    return found


def _month(given: Given) -> tuple[dt.date, dt.date] | None:
    """First and last day that were employed in the month of the wage; None where none was told."""
    last_day, hired_on = given.day("last_day"), given.day("hire_date")
    start = given.month("wage_month") or (last_day.replace(day=1) if last_day else None)
    if not start:
        return None
    first, last = month_bounds(start)
    if last_day and last_day < first:
        raise given.refused("wage_month", f"最后工作日是 {last_day}，这个月已经不在职，请核对。")
    if hired_on and hired_on > last:
        raise given.refused("wage_month", f"入职日是 {hired_on}，这个月还没有入职，请核对。")
    given.assume("hire_date", "没有写，按这个月以前就入职算。")
    given.assume("last_day", "没有写，按这个月以后还在职算。")
    return max(first, hired_on or first), min(last, last_day or last)


def _wage(
    given: Given, month: tuple[dt.date, dt.date] | None, days: Days, found: Answer
) -> Decimal:
    method: Method = "negative" if given.text("counting_method") == "negative" else "positive"
    if method == "negative" or "paid_days" not in given:
        counted = _counted(given, month, days, found)
        result = wages.final_wage(
            monthly_wage=given.the_number("monthly_wage"), days=counted, method=method
        )
    else:
        paid = _paid_days(given, month)
        _compare(given, month, days, found)
        result = wages.wage_for_days(
            monthly_wage=given.the_number("monthly_wage"), days=paid, as_of=_as_of(given, month)
        )
    found.money("wage", found.told(result))
    return result.value


def _nothing(given: Given) -> RefusedInput:
    """No month and no days: which of them is asked for depends on who knows them."""
    if given.text("work_schedule") == "shift":
        return given.refused("paid_days", SHIFT)
    text = "没有写月份、最后工作日或者计薪天数，不知道算哪几天。"
    return given.refused("wage_month", text)


def _paid_days(given: Given, month: tuple[dt.date, dt.date] | None) -> Decimal:
    """As told: not more than there are days."""
    paid = given.the_number("paid_days")
    most = (month[1] - month[0]).days + 1 if month else MOST_DAYS
    if paid > most:
        raise given.refused("paid_days", f"在职的只有 {most} 天，请核对。")
    return paid


def _counted(
    given: Given, month: tuple[dt.date, dt.date] | None, days: Days, found: Answer
) -> PaidDays:
    """Paid days by the calendar; where they were told, the rest of the month is what is missing."""
    if month is None:
        raise given.refused("wage_month", "反算要知道是哪个月，才知道缺了几天。")
    if given.text("work_schedule") == "shift":
        return _of_shift(given, month)
    if not days.announced(month[0].year):
        text = f"{month[0].year} 年的放假安排没有公布或者没有收录，请写计薪天数。"
        raise given.refused("paid_days", text)
    given.assume("work_schedule", "没有写，按周一到周五和公布的调休算。")
    result = wages.paid_days(
        last_day=month[1],
        hired_on=month[0],
        kind_of=days.kind_of,
        unpaid=given.number_or_0("unpaid_absence_days"),
    )
    there = result.value.working + result.value.statutory
    if result.value.unpaid > there:
        raise given.refused("unpaid_absence_days", f"在职的只有 {there} 个计薪日，请核对。")
    if "paid_days" in given:
        _compare(given, month, days, found)
        paid = min(_paid_days(given, month), Decimal(result.value.month_total))
        return replace(result.value, unpaid=there - paid)
    return found.told(result)


def _of_shift(given: Given, month: tuple[dt.date, dt.date]) -> PaidDays:
    """By a plan of shifts nobody but the asker knows the days: what was not worked must be told."""
    if "paid_days" not in given:
        raise given.refused("paid_days", SHIFT)
    paid, unpaid = _paid_days(given, month), given.number_or_0("unpaid_absence_days")
    if month != month_bounds(month[0]):
        text = "排班的入职、离职当月不能反算：整月该上几天不知道。请用正算。"
        raise given.refused("counting_method", text)
    whole = int((paid + unpaid).to_integral_value(ROUND_CEILING))
    return PaidDays(month[0], month[1], whole, 0, unpaid, whole)


def _compare(
    given: Given, month: tuple[dt.date, dt.date] | None, days: Days, found: Answer
) -> None:
    """Days that were told win over the calendar; a difference is said."""
    plan = given.text("work_schedule") == "shift"
    if plan or not month or not days.announced(month[0].year):
        return
    counted = wages.paid_days(
        last_day=month[1],
        hired_on=month[0],
        kind_of=days.kind_of,
        unpaid=given.number_or_0("unpaid_absence_days"),
    ).value.count
    if counted != given.the_number("paid_days"):
        paid = given.text("paid_days")
        text = f"按公布的放假安排是 {plain(counted)} 天，您写的是 {paid} 天。按您写的算。"
        found.warn("paid_days_differ", "计薪天数和日历不一样", text, wages.PAY_ARTICLE)


def _overtime(given: Given, month: tuple[dt.date, dt.date] | None, found: Answer) -> Decimal:
    total, as_of = NOTHING, _as_of(given, month)
    hours_a_day = figure("wages.hours_a_day", as_of=as_of).value
    for line in given.each("overtime"):
        hours = line.number("hours")
        result = overtime.overtime_pay(
            monthly_wage=given.the_number("monthly_wage"),
            kind=cast(overtime.Kind, line.text("kind")),
            hours=line.number_or_0("days") * hours_a_day if hours is None else hours,
            already_paid=line.number_or_0("already_paid_rate"),
            as_of=as_of,
        )
        total += found.told(result)
    found.money("overtime_pay", cents(total))
    return total


def _as_of(given: Given, month: tuple[dt.date, dt.date] | None) -> dt.date:
    if month:
        return month[1]
    given.assume("wage_month", f"没有写月份，按 {UNDATED} 的规定算。")
    return UNDATED
