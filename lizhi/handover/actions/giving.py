"""The leaver's side: what has been handed over. Reversible until the other side confirms."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import rows, waybills
from lizhi.common.refusals import AlreadyDone
from lizhi.documents.models import Upload
from lizhi.handover import kinds, photos, rules
from lizhi.handover.actions.arranging import locked
from lizhi.handover.models import Item
from lizhi.workflow import actions as workflow

State = Item.State


@transaction.atomic
def give(
    item: Item, *, by: User, at: dt.datetime, waybill: str = "", uploads: Iterable[Upload] = ()
) -> Item:
    """The leaver has handed it over, or sent it; the receiver is asked to confirm.

    A second press changes nothing; a tracking number may still be added until it has arrived.
    """
    case, item = locked(item)
    rules.check_is_leaver(case, by)
    if item.state == State.RECEIVED:
        raise AlreadyDone(_("%(name)s has received it already.") % {"name": item.receiver.name})
    if waybill:
        waybills.check(waybill)
    photos.attach(item, uploads, by=by, at=at)
    if item.state == State.GIVEN and waybill in {"", item.waybill}:
        return item
    item.waybill = waybill or item.waybill
    _give(case, [item], by=by, at=at)
    return item


@transaction.atomic
def give_all(case: Case, *, by: User, at: dt.datetime) -> int:
    """Everything that is left has been handed over; how many things that were."""
    case = workflow.lock(case)
    rules.check_is_leaver(case, by)
    left = [item for item in rules.OF_CASE.all(case=case.pk) if item.state in rules.WAITING]
    _give(case, left, by=by, at=at)
    return len(left)


@transaction.atomic
def take_back(item: Item, *, by: User, at: dt.datetime) -> Item:
    """It was marked too early: until the receiver confirms, it counts as not handed over."""
    case, item = locked(item)
    rules.check_is_leaver(case, by)
    if item.state == State.RECEIVED:
        raise AlreadyDone(_("%(name)s has received it already.") % {"name": item.receiver.name})
    if item.state != State.GIVEN:
        return item
    item.state, item.given_at = State.OPEN, None
    item.save(update_fields=["state", "given_at"])
    entry = cases.Entry(kinds.ITEM_TAKEN_BACK, rules.STEP, by=by, facts={"item": item.pk})
    cases.record_all(case, [entry], at=at)
    return item


@transaction.atomic
def add_photos(item: Item, uploads: Iterable[Upload], *, by: User, at: dt.datetime) -> int:
    """Pictures of the thing, before or after it was handed over; how many there were."""
    case, item = locked(item)
    rules.check_is_leaver(case, by)
    return photos.attach(item, uploads, by=by, at=at)


def _give(case: Case, items: list[Item], *, by: User, at: dt.datetime) -> None:
    for item in items:
        item.state, item.given_at = State.GIVEN, at
        rows.update(item, "state", "given_at", "waybill")
    entries = [
        cases.Entry(
            kinds.ITEM_GIVEN,
            rules.STEP,
            by=by,
            facts={"item": item.pk, "to": item.receiver_id, "waybill": bool(item.waybill)},
        )
        for item in items
    ]
    cases.record_all(case, entries, at=at)
