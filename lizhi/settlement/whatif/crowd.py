"""Everybody of a place as columns: read in a few queries, in whole fen from the database on."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, CharField, F, Value
from django.db.models.functions import Cast, Coalesce, NullIf, Round

from lizhi.people.models import EmploymentQuerySet
from lizhi.settlement.law.fen.whole import Days, Fen
from lizhi.settlement.whatif import crowd_months, crowd_records, sources
from lizhi.settlement.whatif.crowd_records import UNKNOWN
from lizhi.settlement.whatif.crowd_year import Years

__all__ = ["UNKNOWN", "Crowd", "read", "years"]


@dataclass(frozen=True)
class Crowd:
    """One row a person, by the number of the employment; cities and branches by their number.

    Money in fen, `UNKNOWN` where nobody has told it. `source` is a place in `sources.SOURCES`.
    """

    keys: Fen
    hired: Days
    average: Fen
    last_month: Fen
    wage: Fen
    insurance_base: Fen
    fund_base: Fen
    source: Fen
    city: Fen
    insured: Fen
    branch: Fen
    cities: tuple[str, ...]
    insured_cities: tuple[str, ...]
    branches: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.keys)


def read(people: EmploymentQuerySet, before: dt.date, today: dt.date) -> Crowd:
    """As `one.know` reads one of them: payroll's months, the roster's, the roster's average."""
    works_in = Coalesce(NullIf(F("work_city"), Value("")), F("branch__city"))
    rows = list(
        crowd_records.plainly(
            people.order_by("pk").values_list(
                *("pk", Cast("hired_on", CharField()), _fen("average_wage"), _fen("monthly_wage")),
                *(_fen("insurance_base"), _fen("fund_base")),
                *(works_in, Coalesce(NullIf(F("insurance_city"), Value("")), works_in)),
                "branch__name",
            )
        )
    )
    keys, hired, average, wage, insurance, fund, city, insured, branch = (
        zip(*rows, strict=True) if rows else ((),) * 9
    )
    key, days = np.array(keys, np.int64), np.array(hired, "datetime64[D]")
    monthly = np.array(wage, np.int64)
    looked_at = sources.window(before, today)
    found = crowd_months.read(people, key, days, looked_at)
    by_months = found.average != UNKNOWN
    newest = crowd_records.newest(people, key, before)
    cities, insured_cities, branches = (_numbered(words) for words in (city, insured, branch))
    return Crowd(
        key,
        days,
        np.where(by_months, found.average, np.array(average, np.int64)),
        np.where(found.last_month != UNKNOWN, found.last_month, monthly),
        monthly,
        _first(newest["declared_base"], np.array(insurance, np.int64)),
        _first(newest["fund_base"], np.array(fund, np.int64)),
        found.source,
        cities[0],
        insured_cities[0],
        branches[0],
        cities[1],
        insured_cities[1],
        branches[1],
    )


def years(people: EmploymentQuerySet, crowd: Crowd, paid_on: dt.date) -> Years:
    """What payroll has told of everybody's tax year before the month of that day."""
    return crowd_records.years(people, crowd.keys, crowd.hired, paid_on)


def _first(told: Fen, roster: Fen) -> Fen:
    """Payroll's base, unless there is none."""
    found: Fen = np.where(told > 0, told, roster)
    return found


def _fen(field: str) -> Any:
    return Coalesce(Cast(Round(F(field) * 100), BigIntegerField()), Value(UNKNOWN))


def _numbered(words: tuple[str, ...]) -> tuple[Fen, tuple[str, ...]]:
    known = {word: number for number, word in enumerate(dict.fromkeys(words))}
    return np.array([known[word] for word in words], np.int64), tuple(known)
