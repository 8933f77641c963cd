"""Days that a test adds are forgotten with it."""

from collections.abc import Callable, Iterator

import pytest

from lizhi.common import calendar_days
from lizhi.common.models import CalendarDay


@pytest.fixture
def announce() -> Iterator[Callable[..., None]]:
    """Put a day into the table; afterwards every process that kept it reads again."""

    def add(**values: object) -> None:
        CalendarDay.objects.create(**values)

    yield add
    calendar_days.forget()
