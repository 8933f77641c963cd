"""Everybody of a place as columns: read in one query, in whole fen from the database on."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, F, Value
from django.db.models.functions import Cast, Coalesce, NullIf, Round

from lizhi.people.models import EmploymentQuerySet
from lizhi.settlement.law.fen.whole import Days, Fen

UNKNOWN = -1
"""Fen of a wage that nobody has told."""


@dataclass(frozen=True)
class Crowd:
    """One row a person; cities and branches by their number in the lists."""

    hired: Days
    average: Fen
    last_month: Fen
    city: Fen
    branch: Fen
    cities: tuple[str, ...]
    branches: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.hired)


def read(people: EmploymentQuerySet) -> Crowd:
    """One query. The last month's wage is the roster's; the payroll months are not read here."""
    rows = list(
        people.order_by().values_list(
            "hired_on",
            _fen("average_wage"),
            _fen("monthly_wage"),
            Coalesce(NullIf(F("work_city"), Value("")), F("branch__city")),
            "branch__name",
        )
    )
    hired, average, wage, city, branch = zip(*rows, strict=True) if rows else ((),) * 5
    city_numbers, cities = _numbered(city)
    branch_numbers, branches = _numbered(branch)
    return Crowd(
        np.array(hired, "datetime64[D]"),
        np.array(average, np.int64),
        np.array(wage, np.int64),
        city_numbers,
        branch_numbers,
        cities,
        branches,
    )


def _fen(field: str) -> Any:
    return Coalesce(Cast(Round(F(field) * 100), BigIntegerField()), Value(UNKNOWN))


def _numbered(words: tuple[str, ...]) -> tuple[Fen, tuple[str, ...]]:
    known = {word: number for number, word in enumerate(dict.fromkeys(words))}
    return np.array([known[word] for word in words], np.int64), tuple(known)
