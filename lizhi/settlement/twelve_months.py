"""The wages of the twelve months before an ending: payroll's own before those of the roster."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import DateField

from lizhi.common.prepared import Columns, given
from lizhi.people.models import MonthlyWage
from lizhi.settlement.law import periods, wages, words
from lizhi.settlement.payroll.known import Known

MONTHS = 12
DAY = DateField()
ROSTER = Columns(
    lambda: MonthlyWage.objects.filter(
        employment=given("employment"),
        month__range=(given("first_month", DAY), given("last_month", DAY)),
    ).values("month", "amount", "overtime")
)


class Wages(NamedTuple):
    """Of the twelve months before the ending; the sums are empty when one month is missing."""

    due: dict[dt.date, Decimal]
    without_overtime: dict[dt.date, Decimal]
    missing: tuple[str, ...]
    """Those that are not there while others are."""
    last: Decimal | None
    """Due for the month before that of the ending."""

    @property
    def average_due(self) -> Decimal | None:
        """Overtime in it, half up to the fen."""
        if not self.due:
            return None
        return words.cents(sum(self.due.values(), Decimal(0)) / len(self.due))

    @property
    def average(self) -> Decimal | None:
        """Without overtime."""
        months = self.without_overtime
        return wages.average_without_overtime(months).value if months else None


def before(last_day: dt.date, hired_on: dt.date) -> list[dt.date]:
    """First days of the twelve months before that of the last day, from the first whole one on.

    The newest first; none for whoever has not been here a whole month.
    """
    months, day = [], last_day.replace(day=1)
    for _number in range(MONTHS):
        day = (day - periods.ONE_DAY).replace(day=1)
        if day < hired_on:
            break
        months.append(day)
    return months


def asked(wanted: list[dt.date]) -> dict[str, dt.date]:
    """What `ROSTER` is asked with for these months; for none, a time without a day."""
    if not wanted:
        return {"first_month": dt.date.max, "last_month": dt.date.min}
    return {"first_month": wanted[-1], "last_month": wanted[0]}


def of(wanted: list[dt.date], roster: Iterable[Mapping[str, Any]], told: Known) -> Wages:
    """Of these months, by the answer to `ROSTER` and by what payroll has told.

    Where payroll has told a wage and not how much overtime is in it, the sums without overtime
    stay empty: nobody guesses that there was none.
    """
    if not wanted:
        return Wages({}, {}, (), None)
    due, without = _joined(wanted, list(roster), told)
    last = due.get(wanted[0])
    if len(due) < len(wanted):
        missing = sorted(f"{month:%Y-%m}" for month in wanted if month not in due)
        return Wages({}, {}, tuple(missing) if due else (), last)
    due = {month: due[month] for month in sorted(due)}
    complete = len(without) == len(wanted)
    return Wages(due, {month: without[month] for month in due} if complete else {}, (), last)


def _joined(
    wanted: list[dt.date], roster: list[Mapping[str, Any]], told: Known
) -> tuple[dict[dt.date, Decimal], dict[dt.date, Decimal]]:
    """What was due a month, and the same without overtime where that is known."""
    due = {row["month"]: row["amount"] for row in roster}
    without = {row["month"]: row["amount"] - row["overtime"] for row in roster}
    for month in wanted:
        if (wage := told.wage(month)) is not None:
            due[month] = wage[0]
            without.pop(month, None)
            if wage[1] is not None:
                without[month] = wage[0] - wage[1]
    return due, without
