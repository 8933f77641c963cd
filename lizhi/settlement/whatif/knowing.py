"""What roster and payroll say about one person whose ending is supposed."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from lizhi.people.models import Employment, MonthlyWage
from lizhi.settlement.law import compensation
from lizhi.settlement.law.explained import Note, Step
from lizhi.settlement.payroll import known as payroll
from lizhi.settlement.whatif import sources
from lizhi.settlement.whatif.month import Told
from lizhi.settlement.whatif.sources import Source

FROM_ROSTER = Note(
    "roster_average",
    "平均工资没有逐月核对",
    "用的是名册给的一个数，看不到每个月的工资。付款以前请导入 12 个月的应得工资。",
)


@dataclass(frozen=True)
class Known:
    """What the roster and the payroll say about somebody."""

    hired_on: dt.date
    city: str
    average: Decimal | None
    last_month: Decimal | None
    told: Told
    records: payroll.Known
    source: Source = "roster"
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()


def know(employment: Employment, before: dt.date, today: dt.date) -> Known:
    """Payroll's months, else the roster's, where a dozen stand in a row; else its one average."""
    told = payroll.of(payroll.RECORDS.all(employment=employment.pk))
    looked_at = sources.window(before, today)
    months = _months(employment, told, looked_at)
    found = sources.choose(months, looked_at, employment.hired_on)
    last_month = months[found.newest][0] if found.newest else employment.monthly_wage
    city = employment.work_city or employment.branch.city
    known = Known(
        employment.hired_on,
        city,
        employment.average_wage,
        last_month,
        Told(
            employment.monthly_wage,
            employment.insurance_city or city,
            told.newest_amount("declared_base", before) or employment.insurance_base,
            told.newest_amount("fund_base", before) or employment.fund_base,
        ),
        told,
        notes=(FROM_ROSTER,),
    )
    if not found.months:
        return known
    average = compensation.average_due(
        {month: months[month][0] for month in found.months},
        overtime=sum((months[month][1] or Decimal(0) for month in found.months), Decimal(0)),
        as_of=before,
    )
    return replace(
        known,
        average=average.value,
        source=found.source,
        steps=average.steps,
        notes=average.notes,
    )


def _months(
    employment: Employment, told: payroll.Known, looked_at: list[dt.date]
) -> dict[dt.date, tuple[Decimal, Decimal | None, bool]]:
    rows = MonthlyWage.objects.filter(
        employment=employment, month__range=(looked_at[0], looked_at[-1])
    )
    found: dict[dt.date, tuple[Decimal, Decimal | None, bool]] = {
        row.month: (row.amount, row.overtime, False) for row in rows
    }
    for month in looked_at:
        if (wage := told.wage(month)) is not None:
            found[month] = (*wage, True)
    return found
