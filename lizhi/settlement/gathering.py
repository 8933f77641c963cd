"""What the roster and the case know about somebody's settlement."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from django.db.models import DateField

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.prepared import Prepared, given
from lizhi.people.models import Employment, ImportBatch, MonthlyWage
from lizhi.settlement import books, workdays
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import leave, notice, parameters, periods, wages, words
from lizhi.settlement.pay_days import pay_day

MONTHS = 12
RESIGNING = "37"
DAY = DateField()
WAGES = Prepared(
    lambda: MonthlyWage.objects.filter(
        employment=given("employment"), month__range=(given("first", DAY), given("last", DAY))
    ).order_by("month")
)
OTHERS = Prepared(
    lambda: (
        Employment.objects.active()
        .filter(person=given("person"))
        .exclude(pk=given("employment"))
        .select_related("entity")
        .only("hired_on", "entity__name")
        .order_by("pk")
    )
)
BATCH = Prepared(lambda: ImportBatch.objects.filter(pk=given("pk")).only("committed_at"))


def gather(case: Case) -> Inputs:
    """Everything that can be known without asking. What is not known stays None."""
    with parameters.using(books.book_of(case)):
        return _gather(case)


def _gather(case: Case) -> Inputs:
    employment = case.employment
    opening = case.data.get("opening", {})
    last_day = case.pay_end or case.contract_end
    insured = max(last_day, case.contract_end)
    wages_of = _wages(employment, case.contract_end)
    months = wages_of.without_overtime
    days, announced = workdays.in_letters(last_day)
    return Inputs(
        pay_on=pay_day(case),
        days=days,
        days_announced=announced,
        other_contracts=_others(employment),
        seat=case.entity.city,
        months_due={month.isoformat(): amount for month, amount in wages_of.due.items()},
        months_missing=wages_of.missing,
        average_due=_average_due(wages_of),
        last_month_wage=wages_of.last,
        insurance_city=employment.insurance_city or employment.work_city or case.branch.city,
        insurance_base=employment.insurance_base,
        fund_base=employment.fund_base,
        fund_rate=employment.fund_rate,
        last_day=last_day,
        contract_end=case.contract_end,
        hired_on=employment.hired_on,
        term_is_over=_term_is_over(case),
        ground=case.ground,
        instead_of_notice=opening.get("instead") == "pay",
        renewal=opening.get("renewal", ""),
        city=employment.work_city or case.branch.city,
        monthly_wage=employment.monthly_wage,
        average=_average(months),
        months={month.isoformat(): amount for month, amount in months.items()},
        roster_average=employment.average_wage,
        leave_full=employment.leave_days,
        leave_taken=_taken(employment, case.contract_end),
        leave_by_career=_by_career(employment, case.contract_end),
        insurance_until=insured.replace(day=1),
        fund_until=insured.replace(day=1),
    )


def _term_is_over(case: Case) -> bool:
    """Whether the contract ends with its term; another day that both agreed ends it otherwise."""
    term_end = case.employment.term_end
    return (
        case.ground == RESIGNING
        and case.contract_end == term_end
        and notice.expires(
            max(case.notice_end, case.wished_day),
            arrived=clock.local(case.arrived_at).date(),
            term_end=term_end,
        )
    )


class _Wages(NamedTuple):
    """Of the twelve months before the ending; the sums are empty when one month is missing."""

    due: dict[dt.date, Decimal]
    without_overtime: dict[dt.date, Decimal]
    missing: tuple[str, ...]
    """Those that are not there while others are."""
    last: Decimal | None
    """Due for the month before that of the ending."""


def _wages(employment: Employment, last_day: dt.date) -> _Wages:
    wanted = _months_before(last_day, employment.hired_on)
    if not wanted:
        return _Wages({}, {}, (), None)
    rows = WAGES.all(employment=employment.pk, first=wanted[-1], last=wanted[0])
    due = {row.month: row.amount for row in rows}
    last = due.get(wanted[0])
    if len(due) < len(wanted):
        missing = sorted(f"{month:%Y-%m}" for month in wanted if month not in due)
        return _Wages({}, {}, tuple(missing) if due else (), last)
    return _Wages(due, {row.month: row.amount - row.overtime for row in rows}, (), last)


def _average_due(found: _Wages) -> Decimal | None:
    """Overtime in it, half up to the fen."""
    if not found.due:
        return None
    return words.cents(sum(found.due.values(), Decimal(0)) / len(found.due))


def _others(employment: Employment) -> tuple[str, ...]:
    """Of the same person, still running: settled by themselves, if at all."""
    rows = OTHERS.all(person=employment.person_id, employment=employment.pk)
    return tuple(f"{row.entity.name}，{row.hired_on.isoformat()} 入职" for row in rows)


def _months_before(last_day: dt.date, hired_on: dt.date) -> list[dt.date]:
    """First days of the twelve months before that of the last day, from the first whole one on."""
    months, day = [], last_day.replace(day=1)
    for _number in range(MONTHS):
        day = (day - periods.ONE_DAY).replace(day=1)
        if day < hired_on:
            break
        months.append(day)
    return months


def _average(months: dict[dt.date, Decimal]) -> Decimal | None:
    return wages.average_without_overtime(months).value if months else None


def _taken(employment: Employment, last_day: dt.date) -> Decimal | None:
    """Leave taken this year, unless the roster speaks of another year than that of the exit."""
    batch = BATCH.first(pk=employment.batch_id)
    as_of = (batch.committed_at if batch else None) or employment.created_at
    return employment.leave_taken if as_of.year == last_day.year else None


def _by_career(employment: Employment, last_day: dt.date) -> Decimal | None:
    start = employment.career_start
    if start is None or start > last_day:
        return None
    worked = periods.span(start, last_day)
    return leave.entitlement(work_months=worked.all_months, year=last_day.year).value
