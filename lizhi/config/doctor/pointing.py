"""What every row of the house must be: it points at rows that are there, and its words are known.

The database promises the first of these. A copy that was loaded with its checks off, or a hand at
the shell, breaks the promise, and then a page fails in front of somebody.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Exists, Field, ForeignKey, Model, OuterRef

from lizhi.config.doctor.finding import FEW, Broken

HOUSE = "lizhi."


def points_nowhere(before: dt.datetime) -> Iterator[Broken]:
    """Every key points at a row that is there."""
    for model, field in _fields():
        if isinstance(field, ForeignKey):
            yield from _lost(model, field)


def unknown_word(before: dt.datetime) -> Iterator[Broken]:
    """A state or a kind is one of those that the house knows."""
    for model, field in _fields():
        if field.choices and not isinstance(field, ForeignKey):
            yield from _strange(model, field)


def _fields() -> Iterator[tuple[type[Model], Any]]:
    for model in apps.get_models():
        if model.__module__.startswith(HOUSE) and model._meta.managed:  # noqa: SLF001
            for field in model._meta.concrete_fields:  # noqa: SLF001  Django's own API
                yield model, field


def _lost(model: type[Model], field: "ForeignKey[Any, Any]") -> Iterator[Broken]:
    target: Any = field.related_model
    there = target._base_manager.filter(**{field.target_field.attname: OuterRef(field.attname)})  # noqa: SLF001
    rows = model._base_manager.filter(**{f"{field.attname}__isnull": False})  # noqa: SLF001
    for key in _keys(rows.exclude(Exists(there.order_by()))):
        what = f"{field.attname} points at no row of {target._meta.db_table}"  # noqa: SLF001
        yield Broken(model._meta.db_table, key, _case_of(model, key), what)  # noqa: SLF001


def _strange(model: type[Model], field: "Field[Any, Any]") -> Iterator[Broken]:
    known = {value for value, _name in field.flatchoices}
    if field.blank or field.null:
        known |= {"", None}
    rows = model._base_manager.order_by()  # noqa: SLF001
    used = set(rows.values_list(field.attname, flat=True).distinct())
    for word in sorted(map(str, used - known)):
        for key in _keys(rows.filter(**{field.attname: word})):
            what = f"{field.attname} is “{word[:40]}”, which nobody knows"
            yield Broken(model._meta.db_table, key, _case_of(model, key), what)  # noqa: SLF001


def _keys(rows: Any) -> Iterator[int | str]:
    yield from rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=FEW)


def _case_of(model: type[Model], key: int | str) -> str:
    """The number of its case, if it has one and that one is there."""
    rows: Any = model._base_manager.filter(pk=key)  # noqa: SLF001
    names = {field.name for field in model._meta.concrete_fields}  # noqa: SLF001
    if model._meta.label == "cases.Case":  # noqa: SLF001
        return rows.values_list("number", flat=True).first() or ""
    return (rows.values_list("case__number", flat=True).first() or "") if "case" in names else ""
