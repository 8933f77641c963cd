"""Rows out of columns, without what Django does again for each of them."""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init


class Maker:
    """Makes rows of one model as its `from_db` would: the same columns, the same state.

    Django's way leads through `__init__`, two signals and a `setattr` for each column: two thirds
    of what it takes to make one. A model that does something of its own there keeps Django's way.
    """

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self._as_django = _is_special(model)

    def from_db(self, db: str, names: Sequence[str], values: Sequence[Any]) -> Any:
        """One row of these columns; what is not among them is read when it is asked for."""
        if self._as_django:
            return self.model.from_db(db, names, values)
        made = self.model.__new__(self.model)
        state = ModelState()
        state.adding, state.db = False, db
        made.__dict__.update(zip(names, values, strict=True), _state=state)
        return made

    def new(self, values: dict[str, Any]) -> Any:
        """A row that is about to be written: these values by the names of fields, else defaults."""
        if self._as_django:
            return self.model(**values)
        made = self.model.__new__(self.model)
        kept = made.__dict__
        kept["_state"] = state = ModelState()
        left = len(values)
        for field, default in self._fields:
            if field.name not in values:
                kept[field.attname] = default()
                continue
            left -= 1
            value = values[field.name]
            if field.is_relation:
                field.set_cached_value(made, value)
                if value is not None:
                    state.db, value = DEFAULT_DB_ALIAS, value.pk
            kept[field.attname] = value
        if left:
            raise TypeError(f"{self.model.__name__} has not all of {sorted(values)}")
        return made

    @cached_property
    def _fields(self) -> list[tuple[Any, Callable[[], Any]]]:
        fields = self.model._meta.concrete_fields  # noqa: SLF001  Django's public interface
        return [(field, field.get_default) for field in fields]


@cache
def maker_of(model: type[Model]) -> Maker:
    """The one of this model, kept."""
    return Maker(model)


def _is_special(model: type[Model]) -> bool:
    is_own = model.__init__ is not Model.__init__ or "from_db" in _names_above_django(model)
    is_heard = pre_init.has_listeners(model) or post_init.has_listeners(model)
    return is_own or is_heard or any(not _is_plain(model, name) for name in _columns(model))


def _names_above_django(model: type[Model]) -> set[str]:
    above = model.__mro__[: model.__mro__.index(Model)]
    return {name for ancestor in above for name in vars(ancestor)}


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001  Django's public interface


def _is_plain(model: type[Model], column: str) -> bool:
    """Whether the value lies in the row's own dict under that name, and nothing else happens."""
    return isinstance(getattr(model, column), DeferredAttribute)
