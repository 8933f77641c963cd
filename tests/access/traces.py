"""What a request has written, and how full every table is."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Self

from django.apps import apps
from django.db import connection

from lizhi.cases.models import Case

FREE = {"django_session", "accounts_session", "cache", "accounts_allowance"}
"""Who is signed in, and how often somebody has asked."""
WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


class Writes:
    """The tables that were written inside, those of sessions left out."""

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self._until = ExitStack()

    def __enter__(self) -> Self:
        self._until.enter_context(connection.execute_wrapper(self._look))
        return self

    def __exit__(self, *error: object) -> None:
        self._until.close()

    def _look(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if (found := WRITES.match(sql)) and found[2] not in FREE:
            self.tables.add(found[2])
        return execute(sql, *rest)


def counted() -> tuple[dict[str, int], list[int]]:
    """How many rows every table has, and at which revision every case is."""
    rows = {
        model._meta.db_table: model._base_manager.count()  # noqa: SLF001  Django's own door
        for model in apps.get_models()
        if model._meta.db_table not in FREE  # noqa: SLF001
    }
    return rows, list(Case.objects.order_by("pk").values_list("rev", flat=True))
