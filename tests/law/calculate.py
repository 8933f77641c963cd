"""Answers a published case in the words in which such cases are told, from the rules alone."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from lizhi.settlement.law import leave, overtime, wages
from lizhi.settlement.law.words import CENT, cents

UNDATED = dt.date(2026, 6, 1)
"""Cases that name no day are asked as of this one."""
BANDS = {"under_1": 0, "1-10": 12, "10-20": 120, "20+": 240}

Answer = dict[str, Any]


def calculate(topic: str, inputs: dict[str, Any]) -> Answer:
    """The output keys of the topic, as far as the inputs carry them."""
    return TOPICS[topic](inputs)


def _unused_leave(given: dict[str, Any]) -> Answer:
    last_day = _day(given.get("last_day"))
    answer: Answer = {}
    full = _decimal(given.get("annual_entitlement_days"))
    if full is None and "cumulative_work_band" in given:
        full = _entitlement(given, answer)
    days = _decimal(given.get("unused_days"))
    if days is None and full is not None and last_day:
        days = _days(given, full, last_day, answer)
    if days is not None:
        _pay(given, days, last_day or UNDATED, answer)
    return answer


def _entitlement(given: dict[str, Any], answer: Answer) -> Decimal:
    sick = given.get("sick_leave", {})
    full = leave.entitlement(
        work_months=BANDS[given["cumulative_work_band"]],
        year=given["leave_year"],
        sick_months={sick["year"]: Decimal(sick["months"])} if sick else {},
        years_taken=given.get("years_leave_taken", ()),
    ).value
    answer |= {"entitled": full > 0, "annual_entitlement_days": full}
    return full


def _days(given: dict[str, Any], full: Decimal, last_day: dt.date, answer: Answer) -> Decimal:
    unused = leave.unused_days(
        full=full,
        last_day=last_day,
        hired_on=_day(given.get("hire_date")),
        taken=_decimal(given.get("days_taken")) or Decimal(0),
    ).value
    answer |= {
        "elapsed_days": unused.elapsed,
        "pro_rata_days": unused.share,
        "payable_days": unused.days,
    }
    return unused.days


def _pay(given: dict[str, Any], days: Decimal, as_of: dt.date, answer: Answer) -> None:
    paid = given.get("normal_wage_already_paid", True)
    answer["leave_pay_rate"] = Decimal(2 if paid else 3)
    answer["statutory_rate_applies"] = days > 0
    average = _decimal(given.get("average_wage_12m_without_overtime"))
    if average is None:
        return
    for key, already in (("leave_pay", paid), ("leave_pay_including_normal_wage", False)):
        answer[key] = leave.unused_leave_pay(
            average=average, days=days, as_of=as_of, wage_already_paid=already
        ).value
    answer["company_leave_further_pay"] = leave.company_leave_pay(
        average=average,
        days=_decimal(given.get("company_leave_unused_days")) or Decimal(0),
        rate=_decimal(given.get("company_leave_policy_rate")) or Decimal(0),
        already_paid=_decimal(given.get("company_leave_paid_rate")) or Decimal(0),
        as_of=as_of,
    ).value


def _final_wage(given: dict[str, Any]) -> Answer:
    answer: Answer = {}
    wage = Decimal(given["monthly_wage"])
    as_of = _day(given.get("last_day")) or UNDATED
    if "paid_days" in given:
        paid = Decimal(given["paid_days"])
        answer["wage"] = wages.wage_for_days(monthly_wage=wage, days=paid, as_of=as_of).value
    if "overtime" in given:
        lines = [
            overtime.overtime_pay(
                monthly_wage=wage,
                kind=line["kind"],
                hours=Decimal(line["hours"]),
                already_paid=Decimal(line.get("already_paid_rate", "0")),
                as_of=as_of,
            ).value
            for line in given["overtime"]
        ]
        answer["overtime_pay"] = cents(sum(lines, Decimal(0)))
    return answer


def same(key: str, ours: Any, theirs: Any) -> bool:
    """Money and shares to the fen, everything else exactly."""
    if isinstance(theirs, bool):
        return bool(ours) is theirs
    return bool(abs(Decimal(ours) - Decimal(str(theirs))) < CENT)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


TOPICS: dict[str, Callable[[dict[str, Any]], Answer]] = {
    "unused_leave": _unused_leave,
    "final_wage_2175": _final_wage,
}
