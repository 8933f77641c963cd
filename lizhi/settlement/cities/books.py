"""The figures that a settlement is made with: the files, and what the company has confirmed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.prepared import Columns, given
from lizhi.settlement.law import parameters
from lizhi.settlement.law.catalogue import Wanted
from lizhi.settlement.law.parameters import Book, Figure
from lizhi.settlement.models import CityFigure

PLACES = 6
"""Where a case can have figures from: work, insurance and seat, each with its province."""
SLOTS = tuple(f"place_{number}" for number in range(PLACES))
COLUMNS = (
    *("pk", "city", "name", "since", "value", "brackets", "document", "title"),
    *("published", "source", "note", "checked_at", "by__name", "checked_by__name"),
)
KEPT = 64
Row = tuple[Any, ...]


def _of_places() -> QuerySet[CityFigure, dict[str, Any]]:
    here = Q()
    for slot in SLOTS:
        here |= Q(city=given(slot))
    confirmed = CityFigure.objects.confirmed().filter(here).order_by("pk")
    columns: QuerySet[CityFigure, dict[str, Any]] = confirmed.values(*COLUMNS)
    return columns


CONFIRMED = Columns(_of_places)


def book_of(case: Case) -> Book:
    """The files, and over them what stands confirmed for the places of this case. One query.

    Figures of other cities are not in it: confirming one there makes no settlement here stale.
    """
    return of(CONFIRMED.all(**slots(case)))


def book_as_it_was(case: Case, at: dt.datetime) -> Book:
    """What stood confirmed at that moment, to make a settlement of then again."""
    stood = Q(ended_at=None) | Q(ended_at__gt=at)
    found = CityFigure.objects.filter(stood, checked_at__lte=at, city__in=places_of(case))
    return of(found.order_by("pk").values(*COLUMNS))


def whole_book() -> Book:
    """What stands confirmed for all cities: for the table that shows them."""
    return of(CityFigure.objects.confirmed().order_by("pk").values(*COLUMNS))


def with_this(book: Book, figure: CityFigure) -> Book:
    """The same book as if this one stood confirmed already."""
    at = (figure.city, figure.name)
    values = {**book.added.get(at, {}), figure.since: entry(_as_row(figure))}
    return Book({**book.added, at: values})


def without_this(book: Book, figure: CityFigure) -> Book:
    """The same book without this one."""
    at = (figure.city, figure.name)
    values = {day: one for day, one in book.added.get(at, {}).items() if day != figure.since}
    return Book({**{key: one for key, one in book.added.items() if key != at}, at: values})


def places_of(case: Case) -> list[str]:
    """Of work, of insurance and of the company's seat, as they are called; then their provinces."""
    employment = case.employment
    cities = (
        employment.work_city or case.branch.city,
        employment.insurance_city,
        case.entity.city,
    )
    named = [parameters.place_of(city)[1] for city in cities if city]
    return list(dict.fromkeys([*named, *(parameters.province_of(city) for city in named)]))


def slots(case: Case) -> dict[str, str]:
    """What `CONFIRMED` is asked with for this case."""
    filled = [*places_of(case), *[""] * PLACES]
    return dict(zip(SLOTS, filled, strict=False))


def of(rows: Iterable[dict[str, Any]]) -> Book:
    """The files, and over them these confirmed figures, the later entered over the earlier."""
    return _made(tuple(tuple(_hashable(row[name]) for name in COLUMNS) for row in rows))


def _hashable(value: Any) -> Any:
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value


@lru_cache(maxsize=KEPT)
def _made(rows: tuple[Row, ...]) -> Book:
    added: dict[tuple[str, str], dict[dt.date, Mapping[str, Any]]] = {}
    for row in rows:
        one = dict(zip(COLUMNS, row, strict=True))
        added.setdefault((one["city"], one["name"]), {})[one["since"]] = entry(one)
    return Book(added)


def _as_row(figure: CityFigure) -> dict[str, Any]:
    names = {"by__name": figure.by.name, "checked_by__name": ""}
    return {name: names.get(name, getattr(figure, name, None)) for name in COLUMNS}


def entry(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A confirmed figure in the shape of the files."""
    checked = row["checked_at"]
    names = [name for name in (row["by__name"], row["checked_by__name"]) if name]
    told = {
        "document": row["document"] or row["title"],
        "published": row["published"],
        "status": row["source"],
        "checked_by": "、".join(names),
        "checked_on": clock.local(checked).date() if checked else None,
        "note": row["note"],
    }
    if row["value"] is None:
        return {"brackets": dict(row["brackets"]), **told}
    return {"value": plain(row["value"]), **told}


def as_figure(figure: CityFigure, wanted: Wanted) -> Figure:
    """One that was entered, as a rule would read it if it were confirmed."""
    value = entry(_as_row(figure))
    scale = value.get("brackets", {})
    return Figure(
        name=figure.name,
        title=wanted.title,
        place=figure.city,
        since=figure.since,
        value=figure.value or Decimal(0),
        document=value["document"],
        status=value["status"],
        published=figure.published,
        brackets=tuple((Decimal(start), Decimal(scale[start])) for start in scale),
    )


def plain(value: Decimal) -> str:
    """2490, not 2490.000000: one spelling of one amount in every step and fingerprint."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
