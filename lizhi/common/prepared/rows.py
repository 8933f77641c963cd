"""Questions whose answers are rows, with related ones."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.db.models import query as django_query

from lizhi.common.prepared.making import Maker
from lizhi.common.prepared.values import Step, bound, converted, database, given, settled, steps

POPULATORS: Any = django_query.get_related_populators
"""Not promised by Django; a test compares what we make with what it makes."""
M = TypeVar("M", bound=Model)
K = TypeVar("K", bound=Hashable)
KEPT = 256


@dataclass(frozen=True)
class _Built:
    """What Django would work out anew each time."""

    sql: str
    params: Sequence[Any]
    maker: Maker
    columns: slice
    names: list[str]
    related: list[Any]
    annotations: dict[str, int]
    converters: list[Step]


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
        here = database()
        sql, params = self._counting.get(here.vendor) or self._count(here)
        with here.cursor() as cursor:
            cursor.execute(sql, bound(params, values))
            found: int = cursor.fetchone()[0]
        return found

    def _count(self, here: Any) -> tuple[str, Sequence[Any]]:
        compiler = self.build().only("pk").query.get_compiler(here.alias)
        sql, params = settled(*compiler.as_sql())
        counting = f"SELECT COUNT(*) FROM ({sql}) AS found"  # noqa: S608  Django's own SQL
        built = self._counting[here.vendor] = counting, params
        return built

    def _ask(self, values: dict[str, Any]) -> Iterator[M]:
        here = database()
        built = self._built.get(here.vendor) or self._build(here)
        with here.cursor() as cursor:
            cursor.execute(built.sql, bound(built.params, values))
            rows = cursor.fetchall()
        for row in converted(rows, built.converters, here):
            made: Any = built.maker.from_db(here.alias, built.names, row[built.columns])
            for related in built.related:
                related.populate(row, made)
            for name, place in built.annotations.items():
                setattr(made, name, row[place])
            yield made

    def _build(self, here: Any) -> _Built:
        compiler = self.build().query.get_compiler(here.alias)
        sql, params = settled(*compiler.as_sql())
        asked, select = compiler.klass_info, compiler.select
        columns = slice(asked["select_fields"][0], asked["select_fields"][-1] + 1)
        built = self._built[here.vendor] = _Built(
            sql=sql,
            params=params,
            maker=Maker(asked["model"]),
            columns=columns,
            names=[column.target.attname for column, *_rest in select[columns]],
            related=_populators(asked, select, here.alias),
            annotations=dict(compiler.annotation_col_map or {}),
            converters=steps(compiler.get_converters([column for column, *_rest in select])),
        )
        return built


def _populators(asked: Any, select: Any, alias: str) -> list[Any]:
    return [_making(populator) for populator in POPULATORS(asked, select, alias)]


def _making(populator: Any) -> Any:
    """It asks its model for nothing but `from_db`."""
    populator.model_cls = Maker(populator.model_cls)
    for further in populator.related_populators:
        _making(further)
    return populator


def for_each(build: Callable[[K], QuerySet[M]]) -> Callable[[K], Prepared[M]]:
    """One question for each key, like the reach of a role; the last 256 are kept."""

    @lru_cache(maxsize=KEPT)
    def prepared(key: K) -> Prepared[M]:
        return Prepared(lambda: build(key))

    return prepared


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
