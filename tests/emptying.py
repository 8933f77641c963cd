"""Tests that really commit empty every table afterwards, the ones that are written once too."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import TransactionTestCase

from lizhi.common import append_only, calendar_days
from lizhi.common.models import CalendarDay

GUARDED = ("cases_event", "cases_dailyhead", "workflow_version", "settlement_figuredeed")


@contextmanager
def without_guards() -> Iterator[None]:
    """Let rows be changed and dropped in here."""
    _each(append_only.lifted)
    try:
        yield
    finally:
        _each(append_only.guards)


def _each(statements: Callable[[str, str], list[str]]) -> None:
    with connection.cursor() as cursor:
        for table in GUARDED:
            for statement in statements(connection.vendor, table):
                cursor.execute(statement)


@contextmanager
def prepared() -> Iterator[None]:
    """Lift the guards while tables are emptied, and sow the official days again afterwards."""
    original: Any = getattr(TransactionTestCase, "_fixture_teardown")  # noqa: B009  no public door

    def empty(self: TransactionTestCase) -> None:
        with without_guards():
            original(self)
        calendar_days.seed(CalendarDay)

    setattr(TransactionTestCase, "_fixture_teardown", empty)  # noqa: B010
    try:
        yield
    finally:
        setattr(TransactionTestCase, "_fixture_teardown", original)  # noqa: B010
