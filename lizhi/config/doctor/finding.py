"""One broken row, named so that whoever mends it finds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

FEW = 2000
"""Rows that are held at once."""


@dataclass(frozen=True)
class Broken:
    """Table and row, the number of the case, and what is wrong."""

    table: str
    row: int | str
    case: str
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.case or '-'}: {self.what}"


def each(rows: QuerySet[Any], what: str, *, number: str = "case__number") -> Iterator[Broken]:
    """All of them."""
    table = rows.model._meta.db_table  # noqa: SLF001  Django's own API
    for key, case in rows.order_by("pk").values_list("pk", number).iterator(chunk_size=FEW):
        yield Broken(table, key, case or "", what)
