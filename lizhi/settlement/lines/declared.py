"""Additional deductions of the year, where the family was told and payroll has no sum of them."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import tax
from lizhi.settlement.law.asking import Contradiction
from lizhi.settlement.law.explained import Explained, Note
from lizhi.settlement.law.words import yuan

ARTICLE = "国发〔2018〕41号，国发〔2023〕13号"


@dataclass(frozen=True)
class Deducted:
    """Yuan before the month of payment and in it; None where nobody has told."""

    before: Decimal | None
    month: Decimal | None
    explained: Explained[tax.OfYear] | None = None
    wrong: str = ""
    """What cannot both be true, and what to do."""


def of(given: Inputs, paid_on: dt.date) -> Deducted:
    """From the items; what payroll has deducted before stays what it was, and is compared."""
    typed = Deducted(given.year_additional, given.month_additional)
    if not given.family:
        return typed
    if given.month_additional is not None:
        text = "专项附加扣除当月的总数和家庭情况都填了，只能留一样。请清空其中一样，再算一次。"
        return Deducted(typed.before, typed.month, wrong=text)
    first, last = months_here(given, paid_on)
    try:
        found = tax.of_year(
            given.family, year=paid_on.year, first=first, last=last, paid_in=paid_on.month
        )
    except Contradiction as refusal:
        return Deducted(typed.before, None, wrong=f"{refusal}。")
    if typed.before is None or typed.before == found.value.before:
        return Deducted(found.value.before, found.value.month, found)
    notes = (*found.notes, _differs(typed.before, found.value.before))
    return Deducted(typed.before, found.value.month, Explained(found.value, found.steps, notes))


def months_here(given: Inputs, paid_on: dt.date) -> tuple[int, int]:
    """First and last month in this job in the year of payment.

    The last comes before the first where the year of payment began after the last day.
    """
    hired, end = given.hired_on, max(given.last_day, given.contract_end)
    first = hired.month if hired.year == paid_on.year else 1
    if end.year < paid_on.year:
        return first, 0
    return first, end.month if end.year == paid_on.year else paid_on.month


def _differs(payroll: Decimal, items: Decimal) -> Note:
    text = (
        f"今年以前各月，薪酬里已经扣除 {yuan(payroll)}，按填的家庭情况是 {yuan(items)}。"
        "以前各月按薪酬里的，请核对哪一个对。"
    )
    return Note("declared_differs", "专项附加扣除两处不一样", text, ARTICLE)
