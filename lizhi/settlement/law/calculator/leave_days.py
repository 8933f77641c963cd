"""Days of leave: of a full year, of the share of the year, and what is left of them."""

import datetime as dt
from decimal import Decimal

from lizhi.settlement.law import leave, periods
from lizhi.settlement.law.calculator.answers import Answer
from lizhi.settlement.law.calculator.leave_year import LeaveYear
from lizhi.settlement.law.calculator.reading import UNDATED, Given
from lizhi.settlement.law.explained import Explained

BY_DAYS = {5: 12, 10: 120, 15: 240}
"""Months at which the band of so many days begins."""
BANDS = {"under_1": 0, "1-10": 12, "10-20": 120, "20+": 240}
"""Months of cumulative work at which each begins."""
PERSONAL_DAYS = 20
DAYS_A_MONTH = 30
A_DAY_OR_TWO = Decimal("0.05")
"""Of a month: so near are both when one of them was rounded."""
ARTICLE = "《职工带薪年休假条例》第四条"


def entitlement(given: Given, year: LeaveYear, found: Answer) -> Decimal | None:
    """Statutory days of a full year: as told, or by the band and the rules of loss.

    A number that was told is taken as it is, unless what was told of the career, or of a loss,
    gives another one. 0 may be told for any reason.
    """
    computed = _computed(given, year)
    told = given.number("annual_entitlement_days")
    if told is None and computed is None:
        return None
    if told is not None and _contradicts(told, computed, given):
        raise given.refused("annual_entitlement_days", _why(told, computed))
    full = told if told is not None else found.told(computed) if computed else None
    if full is None:
        return None
    found.outputs["entitled"] = full > 0
    found.days("annual_entitlement_days", full)
    if told is not None and computed is None:
        text = f"全年 {told} 天是您写的，没有核对累计工作年限。"
        found.warn("as_told", given.title("annual_entitlement_days"), text, ARTICLE)
    return full


def unused(given: Given, year: LeaveYear, full: Decimal | None, found: Answer) -> Decimal | None:
    """Days to pay: as told, or the share of the year less what was taken; with those carried."""
    if (counted := year.counted) is not None:
        found.outputs["elapsed_days"] = counted
    carried = sum((_carried(one, year) for one in given.each("carried_unused_days")), Decimal(0))
    told = given.number("unused_days")
    if told is not None:
        _check_told(given, told, full)
        days = told + carried
    elif full is not None and counted is not None:
        result = _share(given, year, full, carried)
        days = found.told(result).days
        found.outputs["pro_rata_days"] = f"{result.value.share:.2f}"
    elif carried:
        days = carried
    else:
        return None
    found.days("payable_days", days)
    return days


def _carried(one: Given, year: LeaveYear) -> Decimal:
    """Days of an earlier year; those of the year that is asked about are counted already."""
    of = one.whole("year")
    if of and year.year and of >= year.year:
        raise one.refused("year", f"以前年度要早于 {year.year} 年，写的是 {of} 年，请核对。")
    return one.number_or_0("days")


def _share(
    given: Given, year: LeaveYear, full: Decimal, carried: Decimal
) -> Explained[leave.Unused]:
    given.assume("days_taken", "没有写，按一天没休算。")
    return leave.unused_days(
        full=full,
        last_day=year.last_day or year.as_of,
        hired_on=year.hired_on,
        taken=given.number_or_0("days_taken"),
        carried=carried,
        elapsed=year.elapsed,
    )


def _check_told(given: Given, told: Decimal, full: Decimal | None) -> None:
    """More days cannot be left than the year has, less those that were taken."""
    most = None if full is None else max(full - given.number_or_0("days_taken"), Decimal(0))
    if most is not None and told > most:
        text = f"写的是 {told} 天，全年 {full} 天减去已休的，最多剩 {most} 天，请核对。"
        raise given.refused("unused_days", text)


def _computed(given: Given, year: LeaveYear) -> Explained[Decimal] | None:
    months = _work_months(given, year)
    if months is None and "sick_leave" in given:  # the number of days tells the band
        months = BY_DAYS.get(given.whole("annual_entitlement_days") or 0)
    lost = given.flag("teacher_holidays_longer") or _personal_days(given) >= PERSONAL_DAYS
    if months is None and not lost:
        return None
    if "sick_leave" in given and year.year is None:
        raise given.refused("leave_year", "写了病假，要写算哪一年的年休假。")
    return leave.entitlement(
        work_months=BANDS["1-10"] if months is None else months,
        year=year.year or UNDATED.year,
        sick_months=_sick_months(given) if months is not None else {},
        years_taken=given.wholes("years_leave_taken"),
        personal_leave_days=_personal_days(given),
        school_holidays_longer=given.flag("teacher_holidays_longer"),
    )


def _personal_days(given: Given) -> Decimal:
    return given.number_or_0("paid_personal_leave_days")


def _sick_months(given: Given) -> dict[int, Decimal]:
    if "sick_leave" not in given:
        return {}
    sick = given.one("sick_leave")
    months, days = sick.number("months"), sick.number("days")
    by_days = None if days is None else days / DAYS_A_MONTH
    if months is not None and by_days is not None and abs(months - by_days) > A_DAY_OR_TWO:
        raise sick.refused("days", f"{days} 天和 {months} 个月不一样（30 天算一个月），请核对。")
    counted = by_days if months is None else months
    return {sick.whole("year") or 0: counted or Decimal(0)}


def _work_months(given: Given, year: LeaveYear) -> int | None:
    """Months of work with any employer by which the band goes; None where nothing says it.

    The months with this employer alone say nothing: somebody may have worked elsewhere before.
    """
    ways = [_by_career(given, year), _by_earlier_months(given, year), _by_band(given)]
    keys = ("career_start", "earlier_career_months", "cumulative_work_band")
    known = [(key, months) for key, months in zip(keys, ways, strict=True) if months is not None]
    for key, months in known[1:]:
        if _band(months) != _band(known[0][1]):
            first = given.title(known[0][0])
            raise given.refused(key, f"和{first}算出来的不是同一档，请核对。")
    return known[0][1] if known else None


def _by_career(given: Given, year: LeaveYear) -> int | None:
    start, hired_on = given.day("career_start"), given.day("hire_date")
    if start and hired_on and start > hired_on:
        raise given.refused("career_start", f"{start} 晚于入职日 {hired_on}，请核对。")
    until = _until(year)
    if not start or not until:
        return None
    if start > until:
        raise given.refused("career_start", f"{start} 晚于 {until}，请核对。")
    return periods.span(start, until).all_months


def _by_earlier_months(given: Given, year: LeaveYear) -> int | None:
    earlier, hired_on = given.whole("earlier_career_months"), given.day("hire_date")
    until = _until(year)
    if earlier is None or not hired_on or not until or until < hired_on:
        return None
    _check_earlier(given, earlier, hired_on)
    return earlier + periods.span(hired_on, until).all_months


def _check_earlier(given: Given, earlier: int, hired_on: dt.date) -> None:
    """Nobody has worked more months before the hire date than there were."""
    start = given.day("career_start")
    if not start or start >= hired_on:
        return
    most = periods.span(start, hired_on - periods.ONE_DAY)
    if earlier > most.all_months + (1 if most.days else 0):
        text = f"写的是 {earlier} 个月，从 {start} 到入职只有 {most.all_months} 个月，请核对。"
        raise given.refused("earlier_career_months", text)


def _by_band(given: Given) -> int | None:
    return BANDS[given.text("cumulative_work_band")] if "cumulative_work_band" in given else None


def _until(year: LeaveYear) -> dt.date | None:
    """The day on which the band is looked at: the last one in that year."""
    return year.last_day or (dt.date(year.year, 12, 31) if year.year else None)


def _band(months: int) -> int:
    return max(start for start in BANDS.values() if start <= months)


def _contradicts(told: Decimal, computed: Explained[Decimal] | None, given: Given) -> bool:
    return computed is not None and bool(told) and told != computed.value


def _why(told: Decimal, computed: Explained[Decimal] | None) -> str:
    if computed is None:
        return ""
    reason = computed.steps[0].reason
    return f"写的是 {told} 天，按您写的其他情况是 {computed.value} 天：{reason}请核对。"
