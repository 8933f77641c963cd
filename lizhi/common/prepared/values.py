"""Places in prepared SQL for what is known later, and what comes back from the database."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field


def database() -> Any:
    """This thread's connection itself: Django's `connection` looks it up at every word."""
    return connections[DEFAULT_DB_ALIAS]


class given(Expression):  # noqa: N801  reads as a word in a filter
    """Where a value goes that is known only when the question is asked.

    Numbers and texts go in as they are; a moment or a day needs the field that writes it.
    """

    def __init__(self, name: str, field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=field)
        self.name, self.written_by = name, field

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Its place in the SQL; the value is told later."""
        return "%s", [self]

    def value(self, values: dict[str, Any]) -> Any:
        """What stands for it this time."""
        told = values[self.name]
        return self.written_by.get_db_prep_value(told, database()) if self.written_by else told


def bound(params: Sequence[Any], values: dict[str, Any]) -> list[Any]:
    """The parameters of SQL in which `given` stands, with these values in their places."""
    return [p.value(values) if isinstance(p, given) else p for p in params]


PLACE = re.compile("%%|%s")


def settled(sql: str, params: Sequence[Any]) -> tuple[str, list[Any]]:
    """The SQL with the texts that are known already written into it, and what is left to be told.

    SQLite plans a question again each time it is asked, if a value that it is told may decide
    whether a partial index answers it: that costs up to five times what the answer does.
    """
    values, left = iter(params), []

    def put(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return "%%"
        value = next(values)
        if isinstance(value, str) and value.isprintable() and "\\" not in value:
            return "'" + value.replace("'", "''").replace("%", "%%") + "'"
        left.append(value)
        return "%s"

    return PLACE.sub(put, sql), left


Step = tuple[int, Callable[..., Any], Any]
"""Of which column, how, and what was asked for there."""


def steps(converters: dict[int, Any]) -> list[Step]:
    """What Django would do to each row, in a flat list."""
    moments = getattr(database().ops, "convert_datetimefield_value", None)
    return [
        (place, _moment if step == moments else step, column)
        for place, (found, column) in converters.items()
        for step in found
    ]


def _moment(value: dt.datetime | str | None, column: Any, here: Any) -> dt.datetime | None:
    """SQLite keeps it in UTC and without saying so; Django reads it with four more questions."""
    if value is None:
        return None
    found = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=dt.UTC)


def converted(rows: list[Any], wanted: Sequence[Step], here: Any) -> Iterator[list[Any]]:
    """The rows of this connection, each value as Python has it."""
    for row in rows:
        values = list(row)
        for place, step, column in wanted:
            values[place] = step(values[place], column, here)
        yield values
