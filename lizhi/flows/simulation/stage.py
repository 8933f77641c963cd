"""Where a process is played: the real tables, for less than a second, and as if it had never been.

What is written lies in one transaction that is rolled back in any case: no worker sees a row of it,
what was to be done after a commit is not done, and the numbers of cases go on where they stood.
Bytes that would go into the store stay in the memory of this process.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from lizhi.common import calendar_days
from lizhi.documents.store import instead
from lizhi.documents.store.memory import MemoryStore
from lizhi.people.models import Branch
from lizhi.workflow import definitions
from lizhi.workflow.models import Definition, Version


@contextmanager
def undone(*, days_off: Iterable[dt.date] = ()) -> Iterator[None]:
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic(), instead(MemoryStore()), calendar_days.with_days_off(days_off):
        try:
            yield
        finally:
            transaction.set_rollback(True)


def set_up(body: dict[str, Any], branch: Branch, *, way: str, at: dt.datetime) -> Version:
    """This body is what a case of this branch begins with, now and here."""
    Definition.objects.filter(way=way, branch=branch).update(way="", active=None)
    definition = Definition.objects.create(
        key=f"simulation-{uuid.uuid4().hex}", name=body["name"], way=way, branch=branch
    )
    definition.active = Version.objects.create(
        definition=definition,
        number=1,
        body=body,
        body_hash=definitions.body_hash(body),
        created_at=at,
    )
    definition.save(update_fields=["active"])
    return definition.active
