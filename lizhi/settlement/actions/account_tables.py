"""An account table is proposed by one person of finance and confirmed by another."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from lizhi.accounts.models import User
from lizhi.people.models import LegalEntity
from lizhi.settlement.models import AccountTable
from lizhi.settlement.vouchers import rules
from lizhi.settlement.vouchers.accounts import Table

State = AccountTable.State


@transaction.atomic
def propose_accounts(
    entity: LegalEntity, table: Table, *, by: User, at: dt.datetime
) -> AccountTable:
    """A new version that waits for a second person; the one in force goes on meanwhile.

    A proposal that waited already is replaced by this one. The same table again changes nothing.
    """
    rules.check_keeps_books(entity.pk, by)
    LegalEntity.objects.select_for_update().get(pk=entity.pk)
    body, mine = table.as_json(), AccountTable.objects.filter(entity=entity)
    for known in mine.filter(state__in=(State.PROPOSED, State.IN_FORCE)).order_by("-number"):
        if known.body == body:
            return known
    mine.filter(state=State.PROPOSED).update(state=State.DROPPED, decided_by=by, decided_at=at)
    last = mine.aggregate(last=Max("number"))["last"] or 0
    return AccountTable.objects.create(
        entity=entity, number=last + 1, body=body, made_by=by, created_at=at
    )


@transaction.atomic
def decide_accounts(table: AccountTable, *, agree: bool, by: User, at: dt.datetime) -> AccountTable:
    """Confirmed, vouchers follow it from now on; those that exist stay as they are.

    The same answer again by the same person changes nothing.
    """
    LegalEntity.objects.select_for_update().get(pk=table.entity_id)
    table = AccountTable.objects.select_for_update().get(pk=table.pk)
    if table.decided_by_id == by.pk and table.state == (State.IN_FORCE if agree else State.DROPPED):
        return table
    rules.check_can_decide(table, by)
    if agree:
        mine = AccountTable.objects.filter(entity=table.entity_id, state=State.IN_FORCE)
        mine.update(state=State.REPLACED)
    table.state = State.IN_FORCE if agree else State.DROPPED
    table.alone = agree and table.made_by_id == by.pk
    table.decided_by, table.decided_at = by, at
    table.save(update_fields=["state", "alone", "decided_by", "decided_at"])
    return table
