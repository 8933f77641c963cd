"""Leave: how much there is, how much is left, and what that is worth.

What the inputs do not reach is left out of the answer.
"""

from dataclasses import replace
from decimal import Decimal

from lizhi.settlement.law import leave
from lizhi.settlement.law.calculator import averages, leave_days, leave_year
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.leave_year import LeaveYear
from lizhi.settlement.law.calculator.reading import Given, in_order
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.law.words import yuan

MEAN = "average_wage_12m_without_overtime", "wages_without_overtime_by_month"
NOTHING, ONE, THREE = Decimal(0), Decimal(1), Decimal(3)


def answer(given: Given, days: Days) -> Answer:
    """Entitlement, share of the year, days, money: as far as it goes."""
    in_order(given, "hire_date", "last_day")
    found = Answer(given.topic)
    year = leave_year.of(given)
    full = leave_days.entitlement(given, year, found)
    unused = leave_days.unused(given, year, full, found)
    average = averages.mean(given, *MEAN, found)
    if unused is not None:
        _rate(given, unused, found)
    if average is not None:
        _pay(given, year, unused, average, found)
    if not found.outputs:
        raise _nothing(given)
    return found


def _rate(given: Given, unused: Decimal, found: Answer) -> None:
    declined = given.flag("worker_declined_in_writing")
    whole = ONE if declined else THREE
    found.number("leave_pay_rate", whole - ONE if _paid(given) else whole)
    found.outputs["statutory_rate_applies"] = unused > 0 and not declined
    found.money("excess_leave_deduction", NOTHING)


def _pay(
    given: Given, year: LeaveYear, unused: Decimal | None, average: Decimal, found: Answer
) -> None:
    """The money lines: for days that are known, and for leave that the company gives on top."""
    if unused is not None:
        due = _unused_pay(given, year, unused, average, already=_paid(given))
        found.money("leave_pay", found.told(due))
        whole = _unused_pay(given, year, unused, average, already=False)
        found.money("leave_pay_including_normal_wage", whole.value)
        _price_the_boundary(_unused_pay(given, year, ONE, average, already=_paid(given)), found)
    if unused is None and "company_leave_unused_days" not in given:
        return
    company = leave.company_leave_pay(
        average=average,
        days=given.number_or_0("company_leave_unused_days"),
        rate=given.number_or_0("company_leave_policy_rate"),
        already_paid=given.number_or_0("company_leave_paid_rate"),
        as_of=year.as_of,
    )
    found.money("company_leave_further_pay", company.value)
    if "company_leave_unused_days" in given:
        given.assume("company_leave_policy_rate", "没有写公司规定付几倍，按不付算。")
        found.told(company)


def _price_the_boundary(one: Explained[Decimal], found: Answer) -> None:
    """A day of the calendar that makes a day of leave: what that day is worth."""
    priced = f"差 {yuan(one.value)} 元。"
    found.notes = [
        replace(note, text=note.text + priced) if note.key == "leave_boundary" else note
        for note in found.notes
    ]


def _unused_pay(
    given: Given, year: LeaveYear, unused: Decimal, average: Decimal, *, already: bool
) -> Explained[Decimal]:
    return leave.unused_leave_pay(
        average=average,
        days=unused,
        as_of=year.as_of,
        wage_already_paid=already,
        declined_in_writing=given.flag("worker_declined_in_writing"),
    )


def _paid(given: Given) -> bool:
    given.assume(
        "normal_wage_already_paid", "没有写，按正常工资已经发过算：另付 200%，没有发过是 300%。"
    )
    return given.flag("normal_wage_already_paid", default=True)


def _nothing(given: Given) -> Exception:
    """Nothing is reached: ask for what would reach something."""
    if {"career_start", "earlier_career_months"} & set(given.keys()):
        return given.refused("leave_year", "没有写年度，也没有写最后工作日，不知道算哪一年。")
    if "company_leave_unused_days" in given:
        return given.refused(MEAN[0], "没有写月平均工资，企业福利年假值多少算不出来。")
    return given.refused(
        "unused_days",
        "没有可以算的。写没休的天数；或者写当年法定年休假天数和最后工作日。",
    )
