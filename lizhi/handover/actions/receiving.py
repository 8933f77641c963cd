"""The receiver's side: confirm, or say what is missing."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.common.refusals import Refused
from lizhi.handover import kinds, rules
from lizhi.handover.actions.arranging import locked
from lizhi.handover.actions.closing import finish_if_complete
from lizhi.handover.models import Item
from lizhi.workflow import actions as workflow

State = Item.State


@transaction.atomic
def receive(item: Item, *, by: User, at: dt.datetime) -> Item:
    """It is here and complete; with the last thing of the list the handover is finished."""
    case, item = locked(item)
    if item.state == State.RECEIVED and item.receiver == by:
        return item
    rules.check_can_receive(item, by)
    _receive(case, [item], by=by, at=at)
    return item


@transaction.atomic
def receive_all(case: Case, *, by: User, at: dt.datetime) -> int:
    """Everything that was handed to this person is here; how many things that were."""
    case = workflow.lock(case)
    mine = (item for item in rules.OF_CASE.all(case=case.pk) if item.receiver_id == by.pk)
    here = [item for item in mine if item.state == State.GIVEN]
    if here:
        rules.check_open(case)
    _receive(case, here, by=by, at=at)
    return len(here)


@transaction.atomic
def report_missing(item: Item, *, words: str, by: User, at: dt.datetime) -> Item:
    """Something is missing: it goes back to the leaver with these words, the rest goes on."""
    case, item = locked(item)
    rules.check_can_receive(item, by)
    if not words.strip():
        raise Refused(_("Please write what is missing."))
    item.state = State.MISSING
    item.save(update_fields=["state"])
    facts = {"item": item.pk}
    entry = cases.Entry(kinds.ITEM_MISSING, rules.STEP, words=words, by=by, facts=facts)
    cases.record_all(case, [entry], at=at)
    return item


def _receive(case: Case, items: list[Item], *, by: User, at: dt.datetime) -> None:
    if not items:
        return
    for item in items:
        item.state, item.received_at = State.RECEIVED, at
        rows.update(item, "state", "received_at")
    entries = [
        cases.Entry(kinds.ITEM_RECEIVED, rules.STEP, by=by, facts=_facts(item)) for item in items
    ]
    cases.record_all(case, entries, at=at)
    finish_if_complete(case, at=at)


def _facts(item: Item) -> dict[str, Any]:
    return {"item": item.pk, **({"duty": item.duty} if item.duty else {})}
