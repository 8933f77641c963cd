"""What follows from a contract that was not written, and from an age that was reached."""

import datetime as dt
from typing import cast

from lizhi.settlement.law import retirement, unwritten
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import Given, in_order
from lizhi.settlement.law.parameters import NoFigure, figure
from lizhi.settlement.law.periods import ONE_DAY, last_day_of
from lizhi.settlement.law.retirement import OriginalAge, Sex

MEN = 60


def double_wage(given: Given, days: Days) -> Answer:
    """The second wage, with and without the exclusion of who avoided signing."""
    found = Answer(given.topic)
    hired_on, until = given.the_day("hire_date"), given.the_day("second_wage_until")
    since = given.day("second_wage_from")
    _check_in_force(given, hired_on)
    full = last_day_of(hired_on, 1)
    first = full + ONE_DAY
    # One month after 31 January is the end of February to some: both days may be told.
    earliest = full if first.day == 1 != hired_on.day else first
    if since and since < earliest:
        text = f"{hired_on} 入职，满一个月的次日是 {first}，二倍工资不会更早，请核对。"
        raise given.refused("second_wage_from", text)
    in_order(given, "hire_date", "second_wage_until")
    in_order(given, "second_wage_from", "second_wage_until")
    result = unwritten.second_wage(
        hired_on=hired_on,
        until=until,
        monthly_wage=given.the_number("monthly_wage"),
        kind_of=days.kind_of,
        since=since,
        avoided_signing=given.flag("worker_avoided_signing"),
    )
    value = found.told(result)
    for year in sorted({one.year for one in value.rest}):
        if not days.announced(year):
            text = f"{year} 年的放假安排没有公布或者没有收录，零头的工作日算不出来。"
            raise given.refused("second_wage_until", text)
    found.outputs["second_wage_months"] = value.months
    found.money("second_wage_before_exclusion", value.before_exclusion)
    found.money("second_wage", value.due)
    return found


def _check_in_force(given: Given, hired_on: dt.date) -> None:
    """The law begins on 1 January 2008; from when on it reaches back is for a lawyer."""
    try:
        figure("unwritten.months_free", as_of=hired_on)
    except NoFigure:
        text = f"{hired_on} 入职，劳动合同法还没有施行，二倍工资从哪天起算请问律师。"
        raise given.refused("hire_date", text) from None


def retirement_date(given: Given, days: Days) -> Answer:
    """The statutory day, the delay, and whether somebody was sent away before it."""
    found = Answer(given.topic)
    in_order(given, "birth_date", "last_day")
    sex = cast(Sex, given.text("sex"))
    age = given.whole("original_retirement_age")
    if age is not None and (age == MEN) != (sex == "male"):
        text = "男职工是 60，女职工是 50 或者 55，请核对。"
        raise given.refused("original_retirement_age", text)
    born, last_day = given.the_day("birth_date"), given.day("last_day")
    told = cast(OriginalAge, age) if age is not None else None
    result = retirement.statutory_day(born=born, sex=sex, original_age=told)
    found.outputs["statutory_retirement_date"] = result.value.day.isoformat()
    found.outputs["delay_months"] = result.value.delay_months
    if last_day is None:
        found.told(result)
    else:
        early = retirement.ended_too_early(result, last_day)
        found.outputs["ended_too_early"] = found.told(early)
    return found
