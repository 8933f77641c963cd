"""Questions for some columns only."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from lizhi.common.prepared.values import Step, bound, converted, database, settled, steps


class Asked(NamedTuple):
    """Such a question as one database has it."""

    sql: str
    params: Sequence[Any]
    names: list[str]
    types: list[str]
    """Of its columns, as this database writes them."""
    steps: list[Step]


class Columns:
    """A prepared question for some columns only (`values`): each row is a dict of them."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build
        self._built: dict[str, Asked] = {}

    def all(self, **values: Any) -> list[dict[str, Any]]:
        """Every row."""
        here = database()
        asked = self.built(here)
        with here.cursor() as cursor:
            cursor.execute(asked.sql, bound(asked.params, values))
            rows = cursor.fetchall()
        return [
            dict(zip(asked.names, row, strict=True)) for row in converted(rows, asked.steps, here)
        ]

    def built(self, here: Any) -> Asked:
        """Its SQL for this connection's database, and what comes of its answer."""
        return self._built.get(here.vendor) or self._build(here)

    def _build(self, here: Any) -> Asked:
        query = self.build().query
        compiler = query.get_compiler(here.alias)
        sql, params = settled(*compiler.as_sql())
        converters = steps(compiler.get_converters([column for column, *_rest in compiler.select]))
        names = [*query.values_select, *query.annotation_select]
        types = [column.output_field.cast_db_type(here) for column, *_rest in compiler.select]
        built = self._built[here.vendor] = Asked(sql, params, names, types, converters)
        return built
