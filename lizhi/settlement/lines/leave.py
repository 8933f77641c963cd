"""The lines of leave that was not taken."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import leave, wages
from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.words import cents, percent, plain, short, yuan
from lizhi.settlement.lines import drafting, leave_lost
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.models import Line

ARTICLE = "《企业职工带薪年休假实施办法》第十至十二条"
AVERAGE_ARTICLE = "《企业职工带薪年休假实施办法》第十一条"
GIVEN = "名册给的平均数，没有逐月明细"
ZERO = Decimal(0)


def draw(given: Inputs) -> list[Drawn]:
    """This year's unused days; what was carried over and what the company gives are own lines."""
    lines = [_this_year(given)]
    if given.leave_carried:
        lines.append(_paid("carried_leave", "以前年度没休的年假", given.leave_carried, given))
    if given.company_leave_days:
        lines.append(_company(given))
    return lines


def average_of(given: Inputs) -> Explained[Decimal] | None:
    """The average without overtime and where it comes from; None when nobody has said it."""
    if given.roster_average_serves and given.roster_average is not None:
        reason = "财务核对过，里面没有加班费。"
        return _given(given.roster_average, GIVEN, reason)
    if given.average is None:
        return None
    if given.months:
        worked = {dt.date.fromisoformat(month): amount for month, amount in given.months.items()}
        computed = wages.average_without_overtime(worked)
        if computed.value == given.average:
            return computed
    return _given(given.average, "近 12 个月工资，去掉加班费", "这个月均数是财务按工资表填的。")


def _this_year(given: Inputs) -> Drawn:
    title = "没休的年假"
    if lost := leave_lost.draw(given, title):
        return lost
    if given.leave_full is None or given.leave_taken is None:
        return _ask_days(given, title)
    unused = leave.unused_days(
        full=given.leave_full,
        last_day=given.contract_end,
        taken=given.leave_taken,
        hired_on=given.hired_on,
    )
    days = unused.value.days
    if days:
        drawn = _paid("unused_leave", title, days, given, unused)
    else:
        drawn = drafting.due("unused_leave", title, unused, amount=ZERO, note="没有剩下的")
    if given.leave_by_career is not None and given.leave_by_career > given.leave_full:
        drawn.remarks.append(_too_few(given.leave_full, given.leave_by_career))
    return drawn


def _paid(
    key: str,
    title: str,
    days: Decimal,
    given: Inputs,
    *before: Explained[leave.Unused],
) -> Drawn:
    shown = f"{title}，{plain(days)} 天"
    average = average_of(given)
    if average is None:
        return _ask_average(key, shown, given, before)
    pay = leave.unused_leave_pay(
        average=average.value,
        days=days,
        as_of=given.contract_end,
        declined_in_writing=given.declined_in_writing,
    )
    before = tuple(_with_amounts(result, average.value, given) for result in before)
    note = "您书面说过不休" if given.declined_in_writing else _in_words(average.value, days, pay)
    return drafting.due(key, shown, *before, average, pay, amount=pay.value, note=note)


def _in_words(average: Decimal, days: Decimal, pay: Explained[Decimal]) -> str:
    """As people say it; the day's wage is shown to the fen, and said to be about that where it is.

    The wage of those days was paid already, so one of the three times is not paid again.
    """
    figures = {used.name: used.value for used in pay.figures}
    exact = average / figures["wages.paid_days_a_month"]
    about = "" if cents(exact) == exact else "约 "
    rate = percent(figures["leave.unused_rate"] - 1)
    return f"日工资 {about}{short(exact)} 元 × {plain(days)} 天 × {rate}"


def _with_amounts(
    result: Explained[leave.Unused], average: Decimal, given: Inputs
) -> Explained[leave.Unused]:
    """A boundary of a day says what it is worth: within a day no more than one day changes."""
    one = leave.unused_leave_pay(
        average=average,
        days=Decimal(1),
        as_of=given.contract_end,
        declined_in_writing=given.declined_in_writing,
    ).value
    notes = tuple(
        replace(note, text=f"{note.text}差 {yuan(one)}。") if note.key == "leave_boundary" else note
        for note in result.notes
    )
    return replace(result, notes=notes)


def _company(given: Inputs) -> Drawn:
    title = f"公司另给的年假，{plain(given.company_leave_days)} 天"
    average = average_of(given)
    if average is None:
        return _ask_average("company_leave", title, given, ())
    pay = leave.company_leave_pay(
        average=average.value,
        days=given.company_leave_days,
        rate=given.company_leave_rate,
        already_paid=ZERO,
        as_of=given.contract_end,
    )
    return drafting.due("company_leave", title, average, pay, amount=pay.value, note="按公司规定")


def _ask_days(given: Inputs, title: str) -> Drawn:
    year = given.contract_end.year
    if given.leave_full is None:
        what, text = "缺全年法定年假天数", "按本人在所有单位的累计工作年限填：5、10 或 15 天。"
    else:
        what = f"缺 {year} 年已休的年假天数"
        text = f"名册上的已休天数不是 {year} 年的。请按假期记录填 {year} 年休了几天，没休就填 0。"
    return drafting.missing(
        Line.Side.DUE, "unused_leave", title, what=what, text=text, article=ARTICLE
    )


def _ask_average(
    key: str, title: str, given: Inputs, before: tuple[Explained[leave.Unused], ...]
) -> Drawn:
    text = "年假按近 12 个月去掉加班费的月均工资算，请按工资表填。"
    if given.roster_average is not None:
        text = (
            f"名册给的平均数是 {yuan(given.roster_average)}，没有逐月明细，"
            "看不出里面有没有加班费。没有就勾上，有就填去掉以后的。"
        )
    drawn = drafting.missing(
        Line.Side.DUE,
        key,
        title,
        what="缺不含加班费的月均工资",
        text=text,
        article=AVERAGE_ARTICLE,
    )
    known = [step for result in before for step in result.as_json()]
    drawn.line.steps = [*known, *drawn.line.steps]
    return drawn


def _given(average: Decimal, formula: str, reason: str) -> Explained[Decimal]:
    step = Step(
        key="average_without_overtime",
        title="月平均工资，不含加班费",
        formula=formula,
        value=yuan(average),
        article=AVERAGE_ARTICLE,
        inputs={"月平均工资": yuan(average)},
        reason=f"{formula}。{reason}" if formula == GIVEN else reason,
    )
    return Explained(average, (step,))


def _too_few(full: Decimal, by_career: Decimal) -> Remark:
    text = (
        f"名册写全年 {plain(full)} 天，按参加工作时间算法定是 {plain(by_career)} 天。"
        "年假看在所有单位的累计年限，请核对。"
    )
    return Remark("soon", "年假天数可能少了", text, "《职工带薪年休假条例》第三条", "beach")
