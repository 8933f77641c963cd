"""Tax on wages, month by month, and what is left of the last month."""

from dataclasses import replace
from typing import cast

from lizhi.settlement.law import tax
from lizhi.settlement.law.calculator.answers import Answer, money
from lizhi.settlement.law.calculator.days import Days
from lizhi.settlement.law.calculator.reading import UNDATED, Given
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.tax import Month, YearToDate
from lizhi.settlement.law.tax.withholding import Withheld
from lizhi.settlement.law.words import plain, yuan

WAGE_ARTICLE = "《工资支付暂行规定》第十五条"
AT_ONCE_ARTICLE = "国家税务总局公告2020年第19号"
FIRST_WAGE_ARTICLE = "国家税务总局公告2020年第13号"


def answer(given: Given, days: Days) -> Answer:
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
    told = [_declared(given, step, number) for number, step in enumerate(result.steps)]
    value = found.told(Explained(result.value, tuple(told), result.notes))
    found.outputs["tax_by_month"] = [money(one) for one in value.tax]
    found.outputs["basic_deduction_by_month"] = [money(one) for one in value.basic]
    found.money("net_last_month", value.net)
    found.steps.append(_left_step(_month(given.each("months")[-1]), value))
    return found


def _declared(given: Given, step: Step, number: int) -> Step:
    """The announcement that lets more be taken off, and why it grows no more after the exit."""
    each = plain(step.figures[0].value)
    last_day, month = given.day("last_day"), given.each("months")[number].whole("month") or 1
    if given.flag("deduct_60000_at_once"):
        text = f"上一年全年在本公司、收入不超过 {each} 元的，从第一个月起一次减除 {each} 元。"
        return _more(step, text, AT_ONCE_ARTICLE)
    if given.flag("first_wage_of_year"):
        step = _more(
            step, f"今年第一次取得工资的，从 1 月起每月减除 {each} 元。", FIRST_WAGE_ARTICLE
        )
    if last_day and month > last_day.month:
        step = _more(step, f"离职以后发的，不再多减 {each} 元。")
    return step


def _more(step: Step, text: str, article: str = "") -> Step:
    named = f"{step.article}、{article}" if article else step.article
    return replace(step, article=named, reason=step.reason + text)


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
