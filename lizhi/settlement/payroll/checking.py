"""Read every row, find every bad cell; nothing is written here."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lizhi.people.models import Employment, Roles
from lizhi.people.roster import cells as roster
from lizhi.people.roster.cells import Bad
from lizhi.people.roster.report import Finding
from lizhi.settlement.payroll import cells
from lizhi.settlement.payroll.entries import ASKED, Entry, Trial, Whom, no_column
from lizhi.settlement.payroll.reading import Found
from lizhi.settlement.payroll.sheets import Column, Table

AT_ONCE = 500
PARTS_OF_WAGE = ("overtime_pay", "month_bonus", "allowance", "maternity_pay")
ZERO = Decimal(0)


def run(
    tables: Sequence[Found],
    *,
    roles: Roles,
    today: dt.date,
    tell: Callable[[int], None] = lambda _rows: None,
) -> Trial:
    """Every row of every table; whose people these are is asked once for all.

    `tell` hears now and then how many rows are read.
    """
    trial = Trial()
    read = cells.Reader()
    for found in tables:
        for column in found.missing:
            trial.errors.append(no_column(found, column))
        for number, told, computed in found.rows():
            trial.entries.append(_entry(trial, read, found, number, told, computed))
            if not len(trial.entries) % AT_ONCE:
                tell(len(trial.entries))
    staff = _staff({entry.number for entry in trial.entries if entry.number})
    twice, this_month = _two_contracts(staff.values()), month_of(today)
    for entry in trial.entries:
        entry.bad = entry.bad or bool(entry.found.missing)
        _check_whom(trial, entry, staff, roles, twice)
        _check_month(trial, entry, this_month)
        CHECKS.get(entry.found.table.key, _nothing)(trial, entry)
    _check_twice(trial)
    trial.errors.sort(key=_place)
    return trial


def _entry(
    trial: Trial,
    read: cells.Reader,
    found: Found,
    number: int,
    told: Mapping[str, Any],
    computed: set[str],
) -> Entry:
    entry = Entry(found, number)
    if found.sheet is None:
        for key in told.keys() - found.places.keys():
            _unknown(trial, entry, key)
    for column in found.table.columns:
        cell = told.get(column.key, "")
        if column.key in computed:
            trial.refuse(entry, column.key, roster.formula(), cell)
        elif cell is None or (isinstance(cell, str) and not cell.strip()):
            if column.needed and column.key in found.places:
                trial.refuse(entry, column.key, Bad("empty", _("is empty"), _("Fill it in")))
        else:
            _take(trial, read, entry, column, cell)
    if not entry.bad and not entry.values:
        key = found.table.figures[0].key
        trial.refuse(entry, key, Bad("empty", _("the row says nothing"), _("Fill in a figure")))
    return entry


def _unknown(trial: Trial, entry: Entry, key: str) -> None:
    """A program sent something that this table does not have: it is not silently left out."""
    reason, fix = _("there is no such column"), _("Take it out, or correct its name")
    trial.errors.append(
        Finding(entry.found.name, entry.row, key, reason, fix, who=entry.number, kind="column")
    )
    entry.bad = True


def _take(trial: Trial, read: cells.Reader, entry: Entry, column: Column, cell: object) -> None:
    try:
        value = read(column, cell)
    except Bad as bad:
        trial.refuse(entry, column.key, bad, cell)
        return
    if column.key in {"number", "name"}:
        setattr(entry, column.key, value)
    elif column.key in {"month", "paper"}:
        entry.item = str(value)
    else:
        entry.values[column.key] = value


def _staff(numbers: set[str]) -> dict[str, Whom]:
    found: dict[str, Whom] = {}
    ordered = sorted(numbers)
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        rows = Employment.objects.filter(number__in=part).values_list(*ASKED)
        found.update({row[1]: Whom(*row) for row in rows})
    return found


def _two_contracts(staff: Iterable[Whom]) -> set[int]:
    """Persons who have two contracts that run: the staff number says which one is meant."""
    persons = sorted({one.person_id for one in staff})
    counted: Counter[int] = Counter()
    for start in range(0, len(persons), AT_ONCE):
        part = persons[start : start + AT_ONCE]
        rows = Employment.objects.active().filter(person__in=part)
        counted.update(rows.values_list("person", flat=True))
    return {person for person, number in counted.items() if number > 1}


def _check_whom(
    trial: Trial, entry: Entry, staff: Mapping[str, Whom], roles: Roles, twice: set[int]
) -> None:
    if not entry.number:
        return
    employment = staff.get(entry.number)
    if employment is None:
        bad = Bad("whom", _("nobody has this staff number"), _("Check it, or import the roster"))
        trial.refuse(entry, "number", bad, entry.number)
        return
    if not reaches(entry.found.table, employment, roles):
        bad = Bad("scope", _("is not one of your people"), _("Leave the row to a colleague"))
        trial.refuse(entry, "number", bad, entry.number)
        return
    entry.employment = employment
    if entry.name and entry.name != employment.name:
        words = _("the staff number is that of somebody else")
        trial.refuse(entry, "name", Bad("whom", words, _("Check number and name")), entry.name)
    if employment.person_id in twice and employment.left_on is None:
        words = _("has two contracts that run; the row counts for the one of this number")
        trial.warn(entry, "number", Bad("whom", words))


def reaches(table: Table, employment: Whom | Employment, roles: Roles) -> bool:
    """Whether somebody with these roles brings in this table for this person."""
    if table.keeper == "hr":
        return roles.is_hr_of(employment.branch_id)
    return roles.is_finance_of(employment.entity_id)


def month_of(day: dt.date) -> str:
    """2026-05, as items of monthly tables are named."""
    return day.isoformat()[:7]


def _check_month(trial: Trial, entry: Entry, this_month: str) -> None:
    if entry.employment is None or entry.found.table.key == "advances" or not entry.item:
        return
    month, hired, left = entry.item, entry.employment.hired_on, entry.employment.left_on
    if month < month_of(hired):
        words = _("lies before the day of hire, %(day)s") % {"day": hired}
        trial.refuse(entry, "month", Bad("date", words, _("Check the month")), month)
    elif left is not None and month > month_of(left):
        words = _("lies after the last day, %(day)s") % {"day": left}
        trial.refuse(entry, "month", Bad("date", words, _("Check the month")), month)
    elif month > this_month:
        trial.refuse(entry, "month", _not_yet(), month)


def _not_yet() -> Bad:
    return Bad("date", _("has not come yet"), _("Check the month"))


def _check_pay(trial: Trial, entry: Entry) -> None:
    parts = sum((_amount(entry, key) for key in PARTS_OF_WAGE if key in entry.values), ZERO)
    if "wage_due" in entry.values and parts > _amount(entry, "wage_due"):
        words = _("is less than its parts together, %(parts)s") % {"parts": parts}
        fix = _("Overtime, bonus and allowances are part of it")
        trial.refuse(entry, "wage_due", Bad("number", words, fix), entry.values["wage_due"])


def _check_tax(trial: Trial, entry: Entry) -> None:
    months, item = entry.values.get("months"), entry.item
    if months and item and int(str(months)) > int(item[5:]):
        words = _("is more months than the year has had until then")
        trial.refuse(entry, "months", Bad("number", words, _("Check the months")), months)
    if _amount(entry, "tax_withheld") > _amount(entry, "income"):
        words = _("is more than the income")
        cell = entry.values.get("tax_withheld", "")
        trial.refuse(entry, "tax_withheld", Bad("number", words, _("Check the columns")), cell)


def _check_attendance(trial: Trial, entry: Entry) -> None:
    days = _amount(entry, "paid_days") + _amount(entry, "unpaid_absence_days")
    if days > 31:
        words = _("together with the paid days is more than a month has")
        cell = entry.values.get("unpaid_absence_days", "")
        trial.refuse(entry, "unpaid_absence_days", Bad("number", words, _("Check the days")), cell)


def _nothing(_trial: Trial, _entry: Entry) -> None:
    """The other tables have no rule across their columns."""


CHECKS = {"pay": _check_pay, "tax": _check_tax, "attendance": _check_attendance}


def _amount(entry: Entry, key: str) -> Decimal:
    return Decimal(str(entry.values.get(key, 0)))


def _check_twice(trial: Trial) -> None:
    first: dict[tuple[int, str, str], Entry] = {}
    for entry in trial.entries:
        if entry.employment is None or not entry.item:
            continue
        known = first.setdefault(entry.key, entry)
        if known is not entry:
            words = _("stands twice, first in row %(row)d of %(sheet)s") % {
                "row": known.row,
                "sheet": known.found.name,
            }
            key = "paper" if entry.found.table.key == "advances" else "month"
            trial.refuse(entry, key, Bad("twice", words, _("Keep one of both")), entry.item)


def _place(finding: Finding) -> tuple[str, int, int, str]:
    return (finding.sheet, finding.row, len(finding.letter), finding.letter)
