"""What payroll has told about very many people, in columns."""

import datetime as dt
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, DecimalField, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Round

from lizhi.people.models import EmploymentQuerySet
from lizhi.settlement.law.fen.whole import Days, Fen, Flags
from lizhi.settlement.models import PayRecord
from lizhi.settlement.whatif import year
from lizhi.settlement.whatif.crowd_year import Row, Years

UNKNOWN = -1
"""Fen of an amount that nobody has told."""
BASES = ("declared_base", "fund_base")
WIDE = DecimalField(max_digits=14, decimal_places=2)


def money(key: str) -> Any:
    """An amount of a record, which stands there as text, in fen; nothing where it is not told."""
    return Cast(Round(Cast(KT(f"values__{key}"), WIDE) * 100), BigIntegerField())


def places(keys: Fen, found: Fen) -> tuple[Fen, Flags]:
    """The rows of these employments, and who is there: somebody may have come in between."""
    if not len(keys):
        return np.zeros(len(found), np.int64), np.zeros(len(found), bool)
    rows = np.minimum(np.searchsorted(keys, found), len(keys) - 1)
    return rows, keys[rows] == found


def newest(people: EmploymentQuerySet, keys: Fen, until: dt.date) -> dict[str, Fen]:
    """Bases of contributions as they were told last, up to the month of that day."""
    return {key: _newest(people, keys, key, f"{until:%Y-%m}") for key in BASES}


def _newest(people: EmploymentQuerySet, keys: Fen, key: str, until: str) -> Fen:
    told = PayRecord.objects.filter(
        sheet="contributions", is_current=True, item__lte=until, values__has_key=key
    )
    last = told.filter(employment=OuterRef("employment")).order_by("-item").values("item")[:1]
    rows = told.filter(employment__in=people.order_by(), item=Subquery(last))
    found = np.full(len(keys), UNKNOWN)
    who, amounts = _columns(rows.values_list("employment_id", money(key)))
    rows_of, here = places(keys, who)
    found[rows_of[here]] = amounts[here]
    return found


def _columns(rows: Any) -> tuple[Fen, Fen]:
    every = np.array(list(rows), np.int64).reshape(-1, 2)
    return every[:, 0], every[:, 1]


def years(people: EmploymentQuerySet, keys: Fen, hired: Days, paid_on: dt.date) -> Years:
    """The rows of the two months before the payment."""
    last, earlier = year.months_before(paid_on)
    rows = PayRecord.objects.filter(
        employment__in=people.order_by(), sheet="tax", is_current=True, item__in=(last, earlier)
    ).values_list("employment_id", "item", "values")
    told: dict[str, dict[int, Row]] = {last: {}, earlier: {}}
    for who, item, values in rows:
        told[item][who] = values
    return Years.of(keys, hired, paid_on, told[last], told[earlier])
