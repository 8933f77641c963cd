"""Leave something to be done outside the transaction that asks for it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.jobs.models import Outbox


def queue(
    topic: str,
    payload: dict[str, Any],
    *,
    dedupe: str,
    at: dt.datetime,
    case: Case | None = None,
) -> None:
    """Once the transaction stands, the handler of this topic does it, not before `at`.

    Nobody need be told: a worker looks for what is free four times a second.
    The same `dedupe` again changes nothing. The payload holds ids, never what they stand for.
    """
    row = rows.new(Outbox, dedupe=dedupe, case=case, topic=topic, payload=payload, available_at=at)
    queue_all([row])


def of(dedupe: str) -> Outbox | None:
    """The row of this name, for a page that says how far it is."""
    return Outbox.objects.filter(dedupe=dedupe).first()


def queue_all(wanted: Iterable[Outbox]) -> None:
    """Several at once; those that are there already stay as they are."""
    rows.insert_unless_there(wanted)
