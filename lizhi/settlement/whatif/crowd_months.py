"""The average of very many people from their months: the rules of `sources`, in columns."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, CharField, F, IntegerField, Value
from django.db.models.functions import Cast, Coalesce, Round, Substr

from lizhi.people.models import EmploymentQuerySet, MonthlyWage
from lizhi.settlement.law import fen
from lizhi.settlement.law.fen.whole import Days, Fen, Flags
from lizhi.settlement.models import PayRecord
from lizhi.settlement.whatif.crowd_records import UNKNOWN, money, numbers, places
from lizhi.settlement.whatif.sources import BACK, MONTHS, SOURCES, STALE

PAYROLL, ROSTER_MONTHS, ROSTER = (SOURCES.index(name) for name in ("payroll", "months", "roster"))


@dataclass(frozen=True)
class Found:
    """In fen; `UNKNOWN` where the months make no average, or where there is no fresh one."""

    average: Fen
    last_month: Fen
    source: Fen


def read(people: EmploymentQuerySet, keys: Fen, hired: Days, looked_at: list[dt.date]) -> Found:
    """One query of the roster's months, one of payroll's, which come first."""
    wages = np.full((len(keys), BACK), UNKNOWN)
    by_payroll = np.zeros((len(keys), BACK), bool)
    first = looked_at[0].year * MONTHS + looked_at[0].month
    _fill(wages, keys, first, _of_roster(people, looked_at))
    by_payroll[_fill(wages, keys, first, _of_payroll(people, looked_at))] = True
    return _reckon(wages, by_payroll, hired, looked_at)


def _of_roster(people: EmploymentQuerySet, looked_at: list[dt.date]) -> Any:
    rows = MonthlyWage.objects.filter(
        employment__in=people.order_by(), month__range=(looked_at[0], looked_at[-1])
    )
    amount = Cast(Round(F("amount") * 100), BigIntegerField())
    return rows.values_list("employment_id", _number(Cast("month", CharField())), amount)


def _of_payroll(people: EmploymentQuerySet, looked_at: list[dt.date]) -> Any:
    first, last = (f"{month:%Y-%m}" for month in (looked_at[0], looked_at[-1]))
    rows = PayRecord.objects.filter(
        employment__in=people.order_by(), sheet="pay", is_current=True, item__range=(first, last)
    )
    amount = Coalesce(money("wage_due"), Value(UNKNOWN))
    return rows.values_list("employment_id", _number(F("item")), amount)


def _number(month: Any) -> Any:
    """Months since the year 0 of 2026-05 or 2026-05-01, counted by the database."""
    year, of_year = (Cast(Substr(month, *part), IntegerField()) for part in ((1, 4), (6, 2)))
    return year * MONTHS + of_year


def _fill(wages: Fen, keys: Fen, first: int, rows: Any) -> tuple[Fen, Fen]:
    """Amounts into their cells; gives back which cells these are."""
    found = numbers(rows, 3)
    row, here = places(keys, found[:, 0])
    told = here & (found[:, 2] != UNKNOWN)
    cells = row[told], found[told, 1] - first
    wages[cells] = found[told, 2]
    return cells


def _reckon(wages: Fen, by_payroll: Flags, hired: Days, looked_at: list[dt.date]) -> Found:
    """As `sources.choose`: a dozen in a row up to the newest, or all since the first whole one."""
    number = len(wages)
    known = wages != UNKNOWN
    newest = BACK - 1 - np.argmax(known[:, ::-1], axis=1)
    fresh = known.any(axis=1) & (newest >= BACK - 1 - STALE)
    take = _wanted(newest, hired, looked_at)
    offset = np.arange(MONTHS)
    cell = np.maximum(newest[:, None] - offset, 0)
    asked = offset < take[:, None]
    row = np.arange(number)[:, None]
    whole = fresh & (take > 0) & (known[row, cell] | ~asked).all(axis=1)
    total = np.where(asked, wages[row, cell], 0)
    average = fen.average_due(np.where(whole[:, None], total, 0), np.maximum(take, 1))
    all_told = (by_payroll[row, cell] | ~asked).all(axis=1)
    return Found(
        np.where(whole, average, UNKNOWN),
        np.where(fresh, wages[np.arange(number), newest], UNKNOWN),
        np.where(whole, np.where(all_told, PAYROLL, ROSTER_MONTHS), ROSTER),
    )


def _wanted(newest: Fen, hired: Days, looked_at: list[dt.date]) -> Fen:
    first = np.datetime64(looked_at[0], "M").astype(np.int64)
    month = hired.astype("datetime64[M]")
    from_first = (hired == month.astype("datetime64[D]")).astype(np.int64)
    since = first + newest - month.astype(np.int64) + from_first
    found: Fen = np.clip(since, 0, MONTHS)
    return found
