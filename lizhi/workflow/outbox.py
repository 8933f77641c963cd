"""Leave something to be done outside the transaction that asks for it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lizhi.cases.models import Case
from lizhi.workflow.models import Outbox

WORK = "lizhi.workflow.jobs.work"


def queue(
    topic: str,
    payload: dict[str, Any],
    *,
    dedupe: str,
    at: dt.datetime,
    case: Case | None = None,
) -> None:
    """Once the transaction stands, the handler of this topic does it, not before `at`.

    The same `dedupe` again changes nothing. The payload holds ids, never what they stand for.
    """
    row = Outbox(dedupe=dedupe, case=case, topic=topic, payload=payload, available_at=at)
    queue_all([row])


def queue_all(rows: Iterable[Outbox]) -> None:
    """Several at once; those that are there already stay as they are."""
    if Outbox.objects.bulk_create(rows, ignore_conflicts=True):
        _wake_on_commit()


def _wake_on_commit() -> None:
    if not any(hook[1] is wake for hook in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Tell a worker that there is something; it would find out by itself within a second.

    One hint is enough: whoever takes it looks at the outbox after that, and sees this row too.
    """
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=WORK)
    if not ready.exists():
        import_string(WORK).enqueue()
