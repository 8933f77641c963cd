"""The line of the last month's wages."""

from lizhi.settlement import workdays
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import wages
from lizhi.settlement.law.words import month_day, plain
from lizhi.settlement.lines import drafting, sick
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.lines.remarks import Remark
from lizhi.settlement.models import Line

KEY = "wages"
ARTICLE = "《工资支付暂行规定》第九条"


def draw(given: Inputs) -> Drawn:
    """From the first of the month, or the hire date, to the last day that is paid."""
    title = f"{given.last_day.month} 月工资"
    if given.monthly_wage is None:
        text = "名册里没有月工资。请按劳动合同填上，不能按最低工资或同岗位的人猜。"
        return drafting.missing(
            Line.Side.DUE, KEY, title, what="缺月工资", text=text, article=ARTICLE
        )
    month = _month(given)
    days = wages.paid_days(
        last_day=given.last_day,
        kind_of=month.kind_of,
        hired_on=given.hired_on,
        unpaid=given.unpaid_days,
        apart=sick.paid_apart(given),
    )
    pay = wages.final_wage(monthly_wage=given.monthly_wage, days=days.value)
    drawn = drafting.due(KEY, title, days, pay, amount=pay.value, note=_note(days.value, given))
    if not month.announced:
        year, day = given.last_day.year, month_day(given.last_day)
        text = f"{year} 年的放假安排还没有公布，做到 {day}的天数先按周末推算，公布后请重算。"
        drawn.remarks.append(Remark("soon", f"{year} 年的节假日是推算的", text, "", "calendar-off"))
    if (given.last_day.year, given.last_day.month) > (
        given.contract_end.year,
        given.contract_end.month,
    ):
        drawn.remarks.append(_earlier_month(given))
    return drawn


def _month(given: Inputs) -> workdays.Month:
    """As it was when the settlement was made; what was kept before days were asks the table."""
    if given.days.startswith(f"{given.last_day:%Y-%m} "):
        return workdays.from_letters(given.days, announced=given.days_announced)
    return workdays.month_of(given.last_day)


def _earlier_month(given: Inputs) -> Remark:
    """Pay goes on beyond the month of the end: that month is paid by payroll, or by a line."""
    month = f"{given.contract_end.month} 月"
    text = (
        f"工资截止日是 {month_day(given.last_day)}，这一行只算这个月。{month}的工资不在里面："
        "没有随平时的工资发过的，请加一行补上。"
    )
    return Remark("soon", f"{month}的工资发过了吗", text, ARTICLE, "calendar-event")


def _note(days: wages.PaidDays, given: Inputs) -> str:
    if days.whole_month:
        return "整月"
    name = "计薪日" if days.statutory else "工作日"
    ill = sick.paid_apart(given)
    apart = f"，病假 {plain(ill)} 天另列一行" if ill else ""
    return f"做到 {days.last.day} 日，{plain(days.count)} 个{name}{apart}"
