"""The row that this worker has in hand: kept while it lives, free once it has died, lost for good.

Three things hold together. The heart of a worker keeps the lease of what it does, however long that
takes. Whoever sees a worker's count stand still frees what it held, by his own watch (`rescue`).
And whoever was only asleep, while somebody else took the row, writes nothing more about a case.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from lizhi.common import clock
from lizhi.jobs import questions
from lizhi.jobs.models import Outbox

LEASE = dt.timedelta(minutes=2)
"""Far longer than clocks of several machines differ; the heart renews it every two seconds."""

_in_hand: ContextVar[tuple[int, int] | None] = ContextVar("in_hand", default=None)
_by_worker: dict[str, tuple[int, int]] = {}
"""By the name of a worker, for its heart, which beats in another thread."""


class LeaseLost(Exception):
    """Somebody else has this row by now: what was done here is rolled back."""


@contextmanager
def in_hand(row: Outbox) -> Iterator[None]:
    """Inside, this row is being done, under this lease."""
    mine = row.pk, row.lease
    token = _in_hand.set(mine)
    _by_worker[row.held_by] = mine
    try:
        yield
    finally:
        _in_hand.reset(token)
        _by_worker.pop(row.held_by, None)


def check() -> None:
    """Ask inside the transaction that writes, after the lock of the case: raises `LeaseLost`.

    Until that transaction ends nobody can take the row, so what is written is written once.
    """
    if (mine := _in_hand.get()) and not questions.HELD.all(pk=mine[0], lease=mine[1]):
        raise LeaseLost


@transaction.atomic
def renew(worker: str) -> bool:
    """What this worker does at the moment stays its own; False: nothing, or no more.

    A row that is locked just now is being written about, and nobody can take it: the next beat
    comes soon enough. The heart waits for nobody, or it would seem to stand still.
    """
    mine = _by_worker.get(worker)
    if mine is None or not questions.FREE_TO_RENEW.all(pk=mine[0], lease=mine[1]):
        return False
    return bool(Outbox.objects.filter(pk=mine[0]).update(leased_until=clock.now() + LEASE))
