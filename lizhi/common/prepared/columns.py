"""Questions for some columns only."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet

from lizhi.common.prepared.values import Step, bound, converted, database, steps


class Columns:
    """A prepared question for some columns only (`values`): each row is a dict of them."""

    def __init__(self, build: Callable[[], QuerySet[Any, dict[str, Any]]]) -> None:
        self.build = build
        self._built: dict[str, tuple[str, Sequence[Any], list[str], list[Step]]] = {}

    def all(self, **values: Any) -> list[dict[str, Any]]:
        """Every row."""
        here = database()
        sql, params, names, converters = self._built.get(here.vendor) or self._build(here)
        with here.cursor() as cursor:
            cursor.execute(sql, bound(params, values))
            rows = cursor.fetchall()
        return [dict(zip(names, row, strict=True)) for row in converted(rows, converters, here)]

    def _build(self, here: Any) -> tuple[str, Sequence[Any], list[str], list[Step]]:
        query = self.build().query
        compiler = query.get_compiler(here.alias)
        sql, params = compiler.as_sql()
        converters = steps(compiler.get_converters([column for column, *_rest in compiler.select]))
        names = [*query.values_select, *query.annotation_select]
        built = self._built[here.vendor] = sql, params, names, converters
        return built
