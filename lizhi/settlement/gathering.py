"""What the roster and the case know about somebody's settlement."""

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import DateField

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.prepared import Prepared, given
from lizhi.people.models import Employment, ImportBatch, MonthlyWage
from lizhi.settlement import workdays
from lizhi.settlement.cities import books
from lizhi.settlement.inputs import IMPORTED, NOTHING, HandLine, Inputs
from lizhi.settlement.law import leave, notice, parameters, periods, wages, words
from lizhi.settlement.pay_days import pay_day
from lizhi.settlement.payroll import known

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


def gather(case: Case, book: parameters.Book | None = None) -> Inputs:
    """Everything that can be known without asking. What is not known stays None.

    `book`: of this case, where whoever asks has it already.
    """
    with parameters.using(book or books.book_of(case)):
        return _gather(case)


def _gather(case: Case) -> Inputs:
    employment, told = case.employment, known.about(case.employment_id)
    opening = case.data.get("opening", {})
    last_day = case.pay_end or case.contract_end
    insured = max(last_day, case.contract_end)
    wages_of = _wages(employment, case.contract_end, told)
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
        insurance_base=told.newest_amount("declared_base", insured) or employment.insurance_base,
        fund_base=told.newest_amount("fund_base", insured) or employment.fund_base,
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
        leave_taken=_taken(employment, case.contract_end, told),
        leave_by_career=_by_career(employment, case.contract_end),
        insurance_until=insured.replace(day=1),
        fund_until=insured.replace(day=1),
        advances=_advances(told),
        leave_taken_last_year=_last_year(told, case.contract_end),
        **_of_last_month(told, last_day),
        **_shares(told, insured),
        **_year(told, pay_day(case)),
    )


def _of_last_month(told: known.Known, last_day: dt.date) -> dict[str, Any]:
    """What attendance says about the month in which pay ends."""
    found: dict[str, Any] = {
        "unpaid_days": told.days("unpaid_absence_days", last_day),
        "paid_days": told.days("paid_days", last_day),
        "sick_days": told.days("sick_days", last_day),
        "overtime_workday": told.days("workday_hours", last_day),
        "overtime_rest_day": told.days("rest_day_hours", last_day),
        "overtime_statutory_holiday": told.days("statutory_holiday_hours", last_day),
    }
    return {name: value for name, value in found.items() if value is not None}


def _shares(told: known.Known, insured: dt.date) -> dict[str, Any]:
    """What payroll has worked out for the last insured month, and where it comes from."""
    shares, found = told.of("contributions", f"{insured:%Y-%m}"), dict[str, Any]()
    for name, key in (("insurance", "insurance_employee"), ("fund", "fund_employee")):
        if key in shares:
            found[name] = Decimal(shares[key])
            found[f"{name}_how"] = f"{IMPORTED}的 {insured:%Y-%m} 个人部分"
    return found


def _year(told: known.Known, paid_on: dt.date) -> dict[str, Any]:
    """Tax figures of this job in the year of payment, exempt and other sums joined where they act.

    Additional deductions that nobody has told stay unknown.
    """
    so_far = told.year_to_date(paid_on)
    if not so_far:
        return {}
    amount = {key: Decimal(so_far[key]) for key in known.YEAR_AMOUNTS if key in so_far}
    found: dict[str, Any] = {
        "year_months": int(so_far["months"]),
        "year_income": amount["income"] - amount.get("exempt_income", NOTHING),
        "year_special": amount["special_deduction"],
        "year_tax": amount["tax_withheld"],
    }
    if "additional_deduction" in amount:
        other = amount.get("other_deduction", NOTHING)
        found["year_additional"] = amount["additional_deduction"] + other
    if "separate_method_used_this_year" in so_far:
        found["bonus_used"] = "yes" if so_far["separate_method_used_this_year"] else "no"
    return found


def _advances(told: known.Known) -> tuple[HandLine, ...]:
    return tuple(
        HandLine(
            key=f"advance-{number}",
            kind="advance",
            title=one.title,
            amount=one.amount,
            reason=f"单据 {one.paper}",
            by=IMPORTED,
            proven=one.consent,
        )
        for number, one in enumerate(told.advances, 1)
    )


def _last_year(told: known.Known, contract_end: dt.date) -> Decimal | None:
    year = contract_end.year
    here = told.newest_days("days_taken_last_year", year, contract_end)
    then = told.newest_days("days_taken", year - 1, contract_end)
    return then if here is None else here


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


def _wages(employment: Employment, last_day: dt.date, told: known.Known) -> _Wages:
    """Payroll's own figures come before those of the roster.

    Where payroll has told a wage and not how much overtime is in it, the sums without overtime
    stay empty: nobody guesses that there was none.
    """
    wanted = _months_before(last_day, employment.hired_on)
    if not wanted:
        return _Wages({}, {}, (), None)
    rows = WAGES.all(employment=employment.pk, first=wanted[-1], last=wanted[0])
    due = {row.month: row.amount for row in rows}
    without = {row.month: row.amount - row.overtime for row in rows}
    for month in wanted:
        if (wage := told.wage(month)) is not None:
            due[month] = wage[0]
            without.pop(month, None)
            if wage[1] is not None:
                without[month] = wage[0] - wage[1]
    last = due.get(wanted[0])
    if len(due) < len(wanted):
        missing = sorted(f"{month:%Y-%m}" for month in wanted if month not in due)
        return _Wages({}, {}, tuple(missing) if due else (), last)
    due = {month: due[month] for month in sorted(due)}
    complete = len(without) == len(wanted)
    return _Wages(due, {month: without[month] for month in due} if complete else {}, (), last)


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


def _taken(employment: Employment, last_day: dt.date, told: known.Known) -> Decimal | None:
    """Leave taken this year: as attendance tells, else the roster unless it is of another year."""
    newest = told.newest_days("days_taken", last_day.year, last_day)
    if newest is not None:
        return newest
    batch = BATCH.first(pk=employment.batch_id) if employment.batch_id else None
    as_of = (batch.committed_at if batch else None) or employment.created_at
    return employment.leave_taken if as_of.year == last_day.year else None


def _by_career(employment: Employment, last_day: dt.date) -> Decimal | None:
    start = employment.career_start
    if start is None or start > last_day:
        return None
    worked = periods.span(start, last_day)
    return leave.entitlement(work_months=worked.all_months, year=last_day.year).value
