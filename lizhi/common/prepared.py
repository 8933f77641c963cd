"""Questions that are asked all day: their SQL is built once a process, not once a page.

Building a query with joins costs Django ten times what the database needs to answer it. A prepared
one is written as any other, with `given("name")` where a value goes, and asked with the values.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models import query as django_query
from django.db.models.sql import UpdateQuery

POPULATORS: Any = django_query.get_related_populators
"""Not promised by Django; a test compares what we make with what it makes."""
M = TypeVar("M", bound=Model)
K = TypeVar("K", bound=Hashable)
KEPT = 256


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
        return self.written_by.get_db_prep_value(told, connection) if self.written_by else told


@dataclass(frozen=True)
class _Built:
    """What Django would work out anew each time."""

    sql: str
    params: Sequence[Any]
    model: type[Model]
    columns: slice
    names: list[str]
    related: list[Any]
    annotations: dict[str, int]
    converters: dict[int, Any]


class Prepared(Generic[M]):
    """One such question. It answers what its queryset would, related rows with it."""

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self.build = build
        self._built: dict[str, _Built] = {}
        self._counting: dict[str, tuple[str, Sequence[Any]]] = {}

    def all(self, **values: Any) -> list[M]:
        """Every row."""
        return list(self._ask(values))

    def first(self, **values: Any) -> M | None:
        """The first of them, if there is one. All are read: end the queryset by `[:1]`."""
        return next(iter(self.all(**values)), None)

    def get(self, **values: Any) -> M:
        """The only one; `DoesNotExist` of its model when there is none."""
        found = self.first(**values)
        if found is None:
            model: Any = self.build().model
            raise model.DoesNotExist
        return found

    def count(self, **values: Any) -> int:
        """How many there are, without reading them."""
        sql, params = self._counting.get(connection.vendor) or self._count()
        with connection.cursor() as cursor:
            cursor.execute(sql, bound(params, values))
            found: int = cursor.fetchone()[0]
        return found

    def _count(self) -> tuple[str, Sequence[Any]]:
        compiler = self.build().only("pk").query.get_compiler(connection.alias)
        sql, params = compiler.as_sql()
        counting = f"SELECT COUNT(*) FROM ({sql}) AS found"  # noqa: S608  Django's own SQL
        built = self._counting[connection.vendor] = counting, params
        return built

    def _ask(self, values: dict[str, Any]) -> Iterator[M]:
        built = self._built.get(connection.vendor) or self._build()
        with connection.cursor() as cursor:
            cursor.execute(built.sql, bound(built.params, values))
            rows = cursor.fetchall()
        for row in _converted(rows, built.converters):
            made: Any = built.model.from_db(connection.alias, built.names, row[built.columns])
            for related in built.related:
                related.populate(row, made)
            for name, place in built.annotations.items():
                setattr(made, name, row[place])
            yield made

    def _build(self) -> _Built:
        compiler = self.build().query.get_compiler(connection.alias)
        sql, params = compiler.as_sql()
        asked, select = compiler.klass_info, compiler.select
        columns = slice(asked["select_fields"][0], asked["select_fields"][-1] + 1)
        built = self._built[connection.vendor] = _Built(
            sql=sql,
            params=params,
            model=asked["model"],
            columns=columns,
            names=[column.target.attname for column, *_rest in select[columns]],
            related=POPULATORS(asked, select, connection.alias),
            annotations=dict(compiler.annotation_col_map or {}),
            converters=compiler.get_converters([column for column, *_rest in select]),
        )
        return built


class Columns:
    """A prepared question for some columns only (`values`): each row is a dict of them."""

    def __init__(self, build: Callable[[], QuerySet[Any, dict[str, Any]]]) -> None:
        self.build = build
        self._built: dict[str, tuple[str, Sequence[Any], list[str], dict[int, Any]]] = {}

    def all(self, **values: Any) -> list[dict[str, Any]]:
        """Every row."""
        sql, params, names, converters = self._built.get(connection.vendor) or self._build()
        with connection.cursor() as cursor:
            cursor.execute(sql, bound(params, values))
            rows = cursor.fetchall()
        return [dict(zip(names, row, strict=True)) for row in _converted(rows, converters)]

    def _build(self) -> tuple[str, Sequence[Any], list[str], dict[int, Any]]:
        query = self.build().query
        compiler = query.get_compiler(connection.alias)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_rest in compiler.select])
        names = [*query.values_select, *query.annotation_select]
        built = self._built[connection.vendor] = sql, params, names, converters
        return built


class Change(Generic[M]):
    """An update of whatever rows it finds, prepared: `values` are told, or `given` when it is made.

    As with Django's own, nobody hears of it by a signal.
    """

    def __init__(self, build: Callable[[], QuerySet[M]], **values: Any) -> None:
        self.build, self.values = build, values
        self._built: dict[str, tuple[str, Sequence[Any]]] = {}

    def make(self, **values: Any) -> int:
        """Change them; how many rows that were."""
        sql, params = self._built.get(connection.vendor) or self._build()
        with connection.cursor() as cursor:
            cursor.execute(sql, bound(params, values))
            changed: int = cursor.rowcount
        return changed

    def _build(self) -> tuple[str, Sequence[Any]]:
        query: Any = self.build().order_by().query.chain(UpdateQuery)
        query.add_update_values(self.values)
        sql, params = query.get_compiler(connection.alias).as_sql()
        built = self._built[connection.vendor] = sql, params
        return built


def read_again(row: Model, *names: str) -> None:
    """These fields of a row as they stand now, as `refresh_from_db` does it."""
    fresh = _fields_of(type(row), names).get(pk=row.pk)
    meta: Any = row._meta  # noqa: SLF001  Django's public interface
    for column in (meta.get_field(name).attname for name in names):
        setattr(row, column, getattr(fresh, column))


@lru_cache(maxsize=KEPT)
def _fields_of(model: type[Model], names: tuple[str, ...]) -> Prepared[Any]:
    rows = model._base_manager  # noqa: SLF001  as Django refreshes
    return Prepared(lambda: rows.filter(pk=given("pk")).only(*names))


def for_each(build: Callable[[K], QuerySet[M]]) -> Callable[[K], Prepared[M]]:
    """One question for each key, like the reach of a role; the last 256 are kept."""

    @lru_cache(maxsize=KEPT)
    def prepared(key: K) -> Prepared[M]:
        return Prepared(lambda: build(key))

    return prepared


def bound(params: Sequence[Any], values: dict[str, Any]) -> list[Any]:
    """The parameters of SQL in which `given` stands, with these values in their places."""
    return [p.value(values) if isinstance(p, given) else p for p in params]


def _converted(rows: list[Any], converters: dict[int, Any]) -> Iterator[list[Any]]:
    for row in rows:
        values = list(row)
        for place, (steps, column) in converters.items():
            for step in steps:
                values[place] = step(values[place], column, connection)
        yield values
