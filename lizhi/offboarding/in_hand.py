"""What else is in the hands of somebody who leaves, for whoever has to see that it passes on."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lizhi.accounts.models import User
from lizhi.cases.access import Access
from lizhi.cases.models import Case
from lizhi.handover.models import Item
from lizhi.offboarding import for_others, questions
from lizhi.people import rules as people


@dataclass(frozen=True)
class Line:
    """One duty, and to whom it goes or has gone."""

    title: str
    note: str
    who: str
    moved_at: dt.datetime | None = None
    confirmed: bool = False


def of(case: Case, items: Iterable[Item], reader: User, reach: Access) -> list[Line]:
    """For HR and the manager: from the first day on, as the list has it once there is one."""
    if not reach.hr and reader != people.manager_of(case.employment):
        return []
    listed = [item for item in items if item.duty]
    if listed or questions.LAST_RUN.first(case=case.pk, step="handover"):
        return [_line(item) for item in listed]
    if case.status != Case.Status.RUNNING:
        return []
    return [Line(one.title, one.note, one.receiver.name) for one in for_others.of(case)]


def _line(item: Item) -> Line:
    received = item.state == Item.State.RECEIVED
    return Line(item.title, item.note, item.receiver.name, item.moved_at, received)
