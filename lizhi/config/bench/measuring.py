"""CPU, queries and bytes of something that is done again and again."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection

from lizhi.common import yardsticks

Row = dict[str, Any]
"""As `lizhi bench --json` prints it: name, cases, cpu_ms, queries, bytes, and what tells more."""
Call = Callable[[], object]
"""Does it once; if the answer is bytes, they are what goes out."""
WARM_UP = 3


@dataclass
class Cost:
    """What each call took: CPU of this process only, so that waiting counts for nothing."""

    spent_ms: list[float] = field(default_factory=list)
    yardstick_ms: list[float] = field(default_factory=list)
    """What the same piece of work took before each of the calls: a machine has its moods."""
    queries: int = 0
    bytes: int = 0
    """The most that any call asked or answered."""

    @property
    def cpu_ms(self) -> float:
        """Half of the calls took less."""
        return round(median(self.spent_ms), 2)

    @property
    def in_yardsticks(self) -> float:
        """How often the same piece of work could have been done instead."""
        return median(self.spent_ms) / median(self.yardstick_ms)

    @property
    def worst_ms(self) -> float:
        """No call took more."""
        return round(max(self.spent_ms), 2)


class Watch:
    """Sums up the CPU of many pieces of work, and counts the queries in them."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.queries = 0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Everything inside counts."""
        began = time.process_time()
        try:
            with connection.execute_wrapper(self._count):
                yield
        finally:
            self.seconds += time.process_time() - began

    def _count(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)

    @property
    def ms(self) -> float:
        """Milliseconds so far."""
        return round(self.seconds * 1000, 1)


def measure(calls: Iterable[Call], *, warm_up: int = WARM_UP) -> Cost:
    """Do all of these; the first few make caches warm and are not counted."""
    cost = Cost()
    for number, call in enumerate(calls):
        yardstick, watch = yardsticks.once(), Watch()
        with watch.running():
            answered = call()
        if number >= warm_up:
            cost.spent_ms.append(watch.seconds * 1000)
            cost.yardstick_ms.append(yardstick)
            cost.queries = max(cost.queries, watch.queries)
            cost.bytes = max(cost.bytes, len(answered) if isinstance(answered, bytes) else 0)
    return cost


def row(name: str, cases: int, cost: Cost, **more: Any) -> Row:
    """One line of the list; `cases` is how many lay in the database."""
    return {
        "name": name,
        "cases": cases,
        "cpu_ms": cost.cpu_ms,
        "queries": cost.queries,
        "bytes": cost.bytes,
        "yardsticks": round(cost.in_yardsticks, 2),
        **more,
    }
