"""Whether long sick leave or paid personal leave has cost the annual leave of this year."""

from decimal import Decimal

from lizhi.settlement.inputs import NOTHING, Inputs
from lizhi.settlement.law import leave
from lizhi.settlement.law.explained import Explained
from lizhi.settlement.lines import drafting
from lizhi.settlement.lines.drafting import Drawn
from lizhi.settlement.models import Line

KEY = "unused_leave"
ARTICLE = "《职工带薪年休假条例》第四条，《企业职工带薪年休假实施办法》第八条"
ONE_YEAR = 12


def draw(given: Inputs, title: str) -> Drawn | None:
    """The line that says so, or that asks; None where the leave of the year is as it was."""
    if not _is_told(given):
        return None
    if given.career_months is None:
        text = "病假、事假满多久没有年假，看累计工作年限。请按工龄证明填累计工作几个月。"
        return _missing(title, "缺累计工作的月数", text)
    if given.sick_last_year and given.leave_taken_last_year is None:
        year = given.contract_end.year - 1
        text = f"{year} 年病假长的，当年年假休过才影响今年。请填 {year} 年休了几天，没休就填 0。"
        return _missing(title, "缺去年已休的年假天数", text)
    found = _rights(given, given.career_months)
    if found.value or given.career_months < ONE_YEAR:
        return None
    return drafting.due(KEY, title, found, amount=NOTHING, note="今年没有年假")


def _is_told(given: Inputs) -> bool:
    return bool(given.sick_this_year or given.sick_last_year or given.personal_leave_days)


def _rights(given: Inputs, career: int) -> Explained[Decimal]:
    """Leave counts as taken as the worker would have it.

    This year's with the first day of it, last year's only with the last.
    """
    year = given.contract_end.year
    taken = {year} if given.leave_taken else set()
    last = given.leave_taken_last_year
    if last and last >= (given.leave_full or NOTHING):
        taken.add(year - 1)
    return leave.entitlement(
        work_months=career,
        year=year,
        sick_months={
            year: given.sick_this_year or NOTHING,
            year - 1: given.sick_last_year or NOTHING,
        },
        years_taken=taken,
        personal_leave_days=given.personal_leave_days,
    )


def _missing(title: str, what: str, text: str) -> Drawn:
    return drafting.missing(Line.Side.DUE, KEY, title, what=what, text=text, article=ARTICLE)
