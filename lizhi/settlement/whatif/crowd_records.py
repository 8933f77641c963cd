"""What payroll has told about very many people, in columns."""

import datetime as dt
import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, DecimalField, OuterRef, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Round

from lizhi.people.models import EmploymentQuerySet
from lizhi.settlement.law.fen.whole import Days, Fen, Flags
from lizhi.settlement.models import PayRecord
from lizhi.settlement.whatif import crowd_year, year
from lizhi.settlement.whatif.crowd_year import UNTOLD, Row, Years

UNKNOWN = -1
"""Fen of an amount that nobody has told."""
BASES = ("declared_base", "fund_base")
AT_ONCE = 20_000
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
    told = PayRecord.objects.filter(
        sheet="contributions", is_current=True, item__lte=f"{until:%Y-%m}"
    )
    found = _last_of(told, people, keys, BASES)
    for key in BASES:
        if (found[key] == UNKNOWN).any():  # the newest record may not tell of both
            found |= _last_of(told.filter(values__has_key=key), people, keys, (key,))
    return found


def _last_of(
    told: Any, people: EmploymentQuerySet, keys: Fen, wanted: tuple[str, ...]
) -> dict[str, Fen]:
    """These amounts out of the newest of such records of each person."""
    last = told.filter(employment=OuterRef("employment")).order_by("-item").values("item")[:1]
    rows = told.filter(employment__in=people.order_by(), item=Subquery(last))
    amounts = [Coalesce(money(key), Value(UNKNOWN)) for key in wanted]
    every = numbers(rows.values_list("employment_id", *amounts), 1 + len(wanted))
    row, here = places(keys, every[:, 0])
    found = {key: np.full(len(keys), UNKNOWN) for key in wanted}
    for column, key in enumerate(wanted, 1):
        found[key][row[here]] = every[here, column]
    return found


def numbers(rows: Any, columns: int) -> Fen:
    """Whole numbers as the database gives them, a row a line."""
    found = np.fromiter(chain.from_iterable(plainly(rows)), np.int64)
    return found.reshape(-1, columns)


def plainly(rows: Any) -> Iterator[tuple[Any, ...]]:
    """Without the converters of the models, which cost more than all the rest of a million rows."""
    try:
        asked = rows.query.sql_with_params()
    except EmptyResultSet:  # nobody can be among them
        return
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        while some := cursor.fetchmany(AT_ONCE):
            yield from some


def years(people: EmploymentQuerySet, keys: Fen, hired: Days, paid_on: dt.date) -> Years:
    """The rows of the two months before the payment."""
    last, earlier = year.months_before(paid_on)
    told = PayRecord.objects.filter(employment__in=people.order_by(), sheet="tax", is_current=True)
    then = Coalesce(money(year.ADDITIONAL), Value(UNTOLD))
    before = numbers(told.filter(item=earlier).values_list("employment_id", then), 2)
    grown_from = np.full(len(keys), UNTOLD)
    row, here = places(keys, before[:, 0])
    grown_from[row[here]] = before[here, 1]
    rows = told.filter(item=last).values_list("employment_id", Cast("values", TextField()))
    found = list(plainly(rows))
    records: list[Row] = json.loads(f"[{','.join(text for _who, text in found)}]")
    row, here = places(keys, np.array([who for who, _text in found], np.int64))
    mine = [values for values, is_here in zip(records, here.tolist(), strict=True) if is_here]
    return crowd_year.of(hired, paid_on, row[here], mine, grown_from[row[here]])
