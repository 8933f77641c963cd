"""What the roster and the case know about somebody's settlement."""

import datetime as dt
from decimal import Decimal
from typing import Any

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import Employment
from lizhi.settlement import on_file
from lizhi.settlement.inputs import IMPORTED, NOTHING, HandLine, Inputs
from lizhi.settlement.law import leave, notice, parameters, periods
from lizhi.settlement.on_file import OnFile
from lizhi.settlement.pay_days import pay_day
from lizhi.settlement.payroll import known

RESIGNING = "37"


def gather(case: Case, found: OnFile | None = None) -> Inputs:
    """Everything that can be known without asking. What is not known stays None.

    `found`: of this case, where whoever asks has it already.
    """
    here = found or on_file.read(case)
    with parameters.using(here.book):
        paid_on = pay_day(case)
        return Inputs(
            pay_on=paid_on,
            **_of_case(case),
            **_of_roster(case.employment),
            **_of_wages(here),
            **_of_insurance(case, here.told),
            **_of_leave(case, here),
            **_of_last_month(here.told, on_file.last_paid(case)),
            **_year(here.told, paid_on, _ends(case)),
        )


def _of_case(case: Case) -> dict[str, Any]:
    """Days, places and the ground of the ending."""
    opening = case.data.get("opening", {})
    return {
        "last_day": on_file.last_paid(case),
        "contract_end": case.contract_end,
        "term_is_over": _term_is_over(case),
        "ground": case.ground,
        "instead_of_notice": opening.get("instead") == "pay",
        "renewal": opening.get("renewal", ""),
        "seat": case.entity.city,
        "city": case.employment.work_city or case.branch.city,
    }


def _of_roster(employment: Employment) -> dict[str, Any]:
    return {
        "hired_on": employment.hired_on,
        "monthly_wage": employment.monthly_wage,
        "roster_average": employment.average_wage,
        "leave_full": employment.leave_days,
        "fund_rate": employment.fund_rate,
    }


def _of_wages(here: OnFile) -> dict[str, Any]:
    """The twelve months before, and what is still owed."""
    found, (days, announced) = here.wages, here.days
    return {
        "months_due": {month.isoformat(): amount for month, amount in found.due.items()},
        "months_missing": found.missing,
        "months": {month.isoformat(): amount for month, amount in found.without_overtime.items()},
        "average_due": found.average_due,
        "average": found.average,
        "last_month_wage": found.last,
        "days": days,
        "days_announced": announced,
        "other_contracts": here.others,
        "advances": _advances(here.told),
    }


def _of_insurance(case: Case, told: known.Known) -> dict[str, Any]:
    """Of the last insured month: payroll's bases and shares before those of the roster."""
    employment, insured = case.employment, _ends(case)
    month = insured.replace(day=1)
    return {
        "insurance_city": employment.insurance_city or employment.work_city or case.branch.city,
        "insurance_base": told.newest_amount("declared_base", insured) or employment.insurance_base,
        "fund_base": told.newest_amount("fund_base", insured) or employment.fund_base,
        "insurance_until": month,
        "fund_until": month,
        **_shares(told, insured),
    }


def _of_leave(case: Case, here: OnFile) -> dict[str, Any]:
    employment, end = case.employment, case.contract_end
    return {
        "leave_taken": _taken(employment, end, here),
        "leave_by_career": _by_career(employment, end),
        "career_months": _career(employment, end),
        "leave_taken_last_year": _last_year(here.told, end),
    }


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


def _ends(case: Case) -> dt.date:
    """The last day in this job, or the last one that is paid."""
    return max(on_file.last_paid(case), case.contract_end)


def _year(told: known.Known, paid_on: dt.date, ends: dt.date) -> dict[str, Any]:
    """Tax figures of this job in the year of payment, exempt and other sums joined where they act.

    Sums that stop before the month of payment and before the last one in this job leave income out:
    with them the tax would come out too low, so they stay unknown. So do additional deductions that
    nobody has told.
    """
    so_far = told.year_to_date(paid_on)
    if not so_far:
        return {}
    before = paid_on.replace(day=1) - periods.ONE_DAY
    if so_far["until"] < f"{min(before, ends):%Y-%m}":
        return {"year_until": so_far["until"]}
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


def _taken(employment: Employment, last_day: dt.date, here: OnFile) -> Decimal | None:
    """Leave taken this year: as attendance tells, else the roster unless it is of another year."""
    newest = here.told.newest_days("days_taken", last_day.year, last_day)
    if newest is not None:
        return newest
    as_of = here.batch_of or employment.created_at
    return employment.leave_taken if as_of.year == last_day.year else None


def _by_career(employment: Employment, last_day: dt.date) -> Decimal | None:
    worked = _career(employment, last_day)
    if worked is None:
        return None
    return leave.entitlement(work_months=worked, year=last_day.year).value


def _career(employment: Employment, last_day: dt.date) -> int | None:
    """Whole months of all work, where the roster knows when it began."""
    start = employment.career_start
    if start is None or start > last_day:
        return None
    return periods.span(start, last_day).all_months
