"""Tax: on the compensation alone, on wages month by month, on the year-end bonus."""

import datetime as dt
from typing import cast

from lizhi.settlement.law import tax
from lizhi.settlement.law.calculator import places
from lizhi.settlement.law.calculator.answers import Answer, money
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import UNDATED, Given
from lizhi.settlement.law.explained import Step
from lizhi.settlement.law.tax import Extra, ExtraKind, Month, YearToDate
from lizhi.settlement.law.tax.compensation import ARTICLE, CompensationTax
from lizhi.settlement.law.tax.withholding import Withheld
from lizhi.settlement.law.words import yuan

WAGE_ARTICLE = "《工资支付暂行规定》第十五条"


def on_compensation(given: Given, days: Days) -> Answer:
    """What is above three times the local yearly average is taxed alone."""
    found = Answer(given.topic)
    average = places.average_for_tax(given, found)
    year = given.whole("local_average_year")
    if year is None:
        given.assume("local_average_year", f"没有写是哪一年的平均工资，按 {UNDATED} 的税法算。")
    result = tax.compensation_tax(
        amount=given.the_number("compensation_amount"),
        average=average,
        paid_on=dt.date(year + 1, 12, 31) if year else UNDATED,
        extras=[_extra(one) for one in given.each("extra_payments")],
        paid_before=given.number_or_0("paid_before_same_ending"),
        received=given.number("compensation_paid_after_tax"),
    )
    value = found.told(result)
    found.money("exempt_limit", value.limit)
    found.money("taxable", value.taxable)
    found.money("tax", value.tax)
    found.money("net", value.net)
    found.steps.append(_net_step(value))
    if value.shortfall is not None:
        found.money("shortfall", value.shortfall)
    return found


def _net_step(value: CompensationTax) -> Step:
    return Step(
        key="compensation_net",
        title="一次性补偿的税后金额",
        formula=f"{yuan(value.net + value.tax)} − {yuan(value.tax)}",
        value=yuan(value.net),
        article=ARTICLE,
        reason="按工资计税的款项不在里面。" if value.as_wages else "",
    )


def _extra(one: Given) -> Extra:
    kind = cast(ExtraKind, one.text("kind"))
    together = one.flag("treated_as_compensation", default=True)
    return Extra(kind, one.number_or_0("amount"), as_compensation=together)


def withholding(given: Given, days: Days) -> Answer:
    """Tax of each month by the cumulative method, and what is left of the last one."""
    found = Answer(given.topic)
    last_day = given.day("last_day")
    _check_months(given)
    _check_start(given)
    if last_day is None:
        given.assume("last_day", f"没有写，按全年在职、{UNDATED.year} 年的税法算。")
    so_far = given.one("year_to_date")
    _assume_start(given)
    result = tax.withholding(
        [_month(one) for one in given.each("months")],
        year=last_day.year if last_day else UNDATED.year,
        employed_from=given.whole("employed_from_month"),
        first_wage_of_year=given.flag("first_wage_of_year"),
        at_once=given.flag("deduct_60000_at_once"),
        before=YearToDate(
            months=so_far.whole("months") or 0,
            income=so_far.number_or_0("income"),
            special=so_far.number_or_0("special_deduction"),
            additional=so_far.number_or_0("additional_deduction"),
            tax=so_far.number_or_0("tax_withheld"),
        ),
        last_day=last_day,
    )
    value = found.told(result)
    found.outputs["tax_by_month"] = [money(one) for one in value.tax]
    found.outputs["basic_deduction_by_month"] = [money(one) for one in value.basic]
    found.money("net_last_month", value.net)
    found.steps.append(_left_step(_month(given.each("months")[-1]), value))
    return found


def _left_step(last: Month, value: Withheld) -> Step:
    return Step(
        key="net_last_month",
        title=f"{last.month} 月实发",
        formula=f"{yuan(last.income)} − {yuan(last.special)} − {yuan(value.tax[-1])}",
        value=yuan(value.net),
        article=WAGE_ARTICLE,
        reason="收入减去社保、公积金的个人部分和这个月的税。",
    )


def _month(one: Given) -> Month:
    return Month(
        month=one.whole("month") or 1,
        income=one.number_or_0("income"),
        exempt=one.number_or_0("exempt_income"),
        special=one.number_or_0("special_deduction"),
        additional=one.number_or_0("additional_deduction"),
        other=one.number_or_0("other_deduction"),
    )


def _check_months(given: Given) -> None:
    """One entry a month, in order; what is exempt is a part of the income."""
    numbers = [one.whole("month") for one in given.each("months")]
    if numbers != sorted(set(cast(list[int], numbers))):
        raise given.refused("months", "每个月写一行，按先后排，月份不能重复。")
    for one in given.each("months"):
        if one.number_or_0("exempt_income") > one.number_or_0("income"):
            raise one.refused("exempt_income", "比收入还多，请核对。")


def _check_start(given: Given) -> None:
    """The months in this job: from when, how many before, until when."""
    first = given.each("months")[0].whole("month") or 1
    told, before = given.whole("employed_from_month"), given.one("year_to_date").whole("months")
    if told and told > first:
        text = f"第一行是 {first} 月，任职不会从 {told} 月开始，请核对。"
        raise given.refused("employed_from_month", text)
    most = first - (told or 1)
    if before is not None and (before > most or (told and before != most)):
        text = f"第一行是 {first} 月，此前在职应是 {most} 个月，写的是 {before}，请核对。"
        raise given.one("year_to_date").refused("months", text)
    if given.flag("deduct_60000_at_once") and (given.flag("first_wage_of_year") or (told or 1) > 1):
        text = "要上一年 12 个月都在本单位；今年年中才入职或者才有工资的不能用。"
        raise given.refused("deduct_60000_at_once", text)
    _check_last_day(given, told, first - (before or 0))


def _assume_start(given: Given) -> None:
    """Whoever was here since January and tells only later months is taxed too much: say it."""
    start = given.each("months")[0].whole("month") or 1
    start -= given.one("year_to_date").whole("months") or 0
    if start > 1 and not any(map(given.flag, ("first_wage_of_year", "deduct_60000_at_once"))):
        text = f"没有写，按 {start} 月起在本公司任职算，更早的月份没有减除费用。"
        given.assume("employed_from_month", text)


def _check_last_day(given: Given, told: int | None, first: int) -> None:
    last_day = given.day("last_day")
    if last_day is None or last_day.month >= (told or first):
        return
    if told:
        raise given.refused("last_day", f"{last_day} 早于任职起始月 {told} 月，请核对。")
    text = f"{last_day} 离职，收入从 {first} 月写起：请写今年从几月开始任职。"
    raise given.refused("employed_from_month", text)


def on_bonus(given: Given, days: Days) -> Answer:
    """The lower of both methods, where both are open."""
    found = Answer(given.topic)
    given.assume("paid_on", f"没有写，按单独计税还能用的时候算（{UNDATED}）。")
    given.assume("separate_method_used_this_year", "没有写，按今年没有用过单独计税算。")
    given.assume("taxable_income_without_bonus", "没有写，没有和并入综合所得比较。")
    result = tax.bonus_tax(
        bonus=given.the_number("bonus"),
        paid_on=given.day("paid_on") or UNDATED,
        used_this_year=given.flag("separate_method_used_this_year"),
        taxable_without=given.number("taxable_income_without_bonus"),
    )
    value = found.told(result)
    found.money("tax", value.tax)
    found.outputs["method"] = value.method
    return found
