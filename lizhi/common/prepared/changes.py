"""Updates of many rows."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.sql import UpdateQuery

from lizhi.common.prepared.values import bound, database, settled

M = TypeVar("M", bound=Model)


class Change(Generic[M]):
    """An update of whatever rows it finds, prepared: `values` are told, or `given` when it is made.

    As with Django's own, nobody hears of it by a signal.
    """

    def __init__(self, build: Callable[[], QuerySet[M]], **values: Any) -> None:
        self.build, self.values = build, values
        self._built: dict[str, tuple[str, Sequence[Any]]] = {}

    def make(self, **values: Any) -> int:
        """Change them; how many rows that were."""
        here = database()
        sql, params = self._built.get(here.vendor) or self._build(here)
        with here.cursor() as cursor:
            cursor.execute(sql, bound(params, values))
            changed: int = cursor.rowcount
        return changed

    def _build(self, here: Any) -> tuple[str, Sequence[Any]]:
        query: Any = self.build().order_by().query.chain(UpdateQuery)
        query.add_update_values(self.values)
        sql, params = settled(*query.get_compiler(here.alias).as_sql())
        built = self._built[here.vendor] = sql, params
        return built
