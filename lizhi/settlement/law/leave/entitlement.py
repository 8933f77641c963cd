"""How many days a full year has, and who has none (职工带薪年休假条例 2 to 4)."""

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal

from lizhi.settlement.law.explained import Explained, Step
from lizhi.settlement.law.parameters import Figure, figure
from lizhi.settlement.law.words import plain

ARTICLE = "《职工带薪年休假条例》第二至四条，《企业职工带薪年休假实施办法》第三至八条"
NOTHING = Decimal(0)


def entitlement(
    *,
    work_months: int,
    year: int,
    sick_months: Mapping[int, Decimal] | None = None,
    years_taken: Collection[int] = (),
    personal_leave_days: Decimal = NOTHING,
    school_holidays_longer: bool = False,
) -> Explained[Decimal]:
    """Statutory days of a full calendar year, by all work with any employer; 0 when there is none.

    `work_months` is cumulative work, this employer included. `sick_months` maps a year to its sick
    leave; where the leave of that year had been taken already, the next year's is lost instead.
    """
    as_of = dt.date(year, 12, 31)
    years = Decimal(work_months // 12)
    bands = figure("leave.days_by_years", as_of=as_of)
    sick_limit = figure("leave.sick_months_by_years", as_of=as_of)
    personal_limit = figure("leave.personal_leave_days", as_of=as_of)
    days, lost = bands.at(years), ""
    if school_holidays_longer:
        lost = "寒暑假比年休假长"
    elif personal_leave_days >= personal_limit.value:
        lost = f"带薪事假满 {plain(personal_limit.value)} 天"
    elif _lost_by_sickness(year, years, sick_months or {}, years_taken, sick_limit):
        lost = f"病假满 {plain(sick_limit.at(years))} 个月"
    step = Step(
        key="leave_entitlement",
        title="全年年休假",
        formula=f"累计工作 {plain(years)} 年" + (f"，{lost}" if lost else ""),
        value=f"{plain(NOTHING if lost else days)} 天",
        article=ARTICLE,
        inputs={"累计工作月数": str(work_months), "年度": str(year)},
        reason=f"{lost}，这一年没有年休假。" if lost else _band_reason(years, days),
        figures=(bands, sick_limit, personal_limit),
    )
    return Explained(NOTHING if lost else days, (step,))


def _band_reason(years: Decimal, days: Decimal) -> str:
    if not days:
        return "连续工作满 12 个月才有年休假。"
    return f"在所有单位累计工作 {plain(years)} 年，一年 {plain(days)} 天。"


def _lost_by_sickness(
    year: int,
    years: Decimal,
    sick_months: Mapping[int, Decimal],
    years_taken: Collection[int],
    limit: Figure,
) -> bool:
    """Sick long enough this year before leave was taken, or last year after it had been."""
    months = limit.at(years)
    if not months:
        return False
    this_year = sick_months.get(year, NOTHING) >= months and year not in years_taken
    last_year = sick_months.get(year - 1, NOTHING) >= months and year - 1 in years_taken
    return this_year or last_year
