"""Somebody who decides for others leaves: what else he does is on the list, line by line."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.handover import kinds, rules
from lizhi.handover.models import Item
from lizhi.workflow import actions as workflow


@dataclass(frozen=True)
class Duty:
    """Something that is done for others, and who does it from then on."""

    code: str
    """What is moved: the conductor knows the codes."""
    title: str
    note: str
    receiver: User


@transaction.atomic(savepoint=False)
def list_duties(case: Case, duties: Iterable[Duty], *, at: dt.datetime) -> list[Item]:
    """A line for each that is not there yet; it moves when its receiver confirms it."""
    wanted = list(duties)
    if not wanted:
        return []
    case = workflow.lock(case)
    there = {item.duty for item in rules.OF_CASE.all(case=case.pk)}
    items = [_item(case, duty) for duty in wanted if duty.code not in there]
    rows.insert(items)
    cases.record_all(case, [_added(item) for item in items], at=at)
    return items


@transaction.atomic
def note_moved(item: Item, *, to: User, count: int, at: dt.datetime) -> None:
    """The duty is somebody else's now; said once, however often the machine tries."""
    case = workflow.lock(item.case)
    fresh = Item.objects.get(pk=item.pk)
    if fresh.moved_at is not None:
        return
    fresh.moved_at = at
    fresh.save(update_fields=["moved_at"])
    facts = {"item": item.pk, "to": to.pk, "count": count}
    entry = cases.Entry(kinds.DUTY_MOVED, rules.STEP, words=item.title, facts=facts)
    cases.record_all(case, [entry], at=at)


def _item(case: Case, duty: Duty) -> Item:
    return Item(
        case=case,
        kind=Item.Kind.DUTIES,
        duty=duty.code,
        title=duty.title[:80],
        note=duty.note[:200],
        receiver=duty.receiver,
    )


def _added(item: Item) -> cases.Entry:
    facts = {"item": item.pk, "item_kind": item.kind, "to": item.receiver_id}
    return cases.Entry(kinds.ITEM_ADDED, rules.STEP, words=item.title, facts=facts)
