"""How often somebody may ask, counted so that nothing is learnt of who asked."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import Allowance
from lizhi.common import encryption, rows
from lizhi.common.prepared import Prepared, given

FORGET_AFTER = dt.timedelta(days=1)
COUNTED = Prepared(lambda: Allowance.objects.select_for_update().filter(key=given("key")))


@transaction.atomic
def take(what: str, who: str, *, amount: int, within: dt.timedelta, at: dt.datetime) -> bool:
    """Count one more; False, and nothing counted, once `amount` were taken in the last `within`."""
    key = f"{what}:{encryption.blind_index(f'limit:{what}', who)}"
    row = COUNTED.first(key=key) or _begun(key, at)
    since = (at - within).timestamp()
    recent = [moment for moment in row.moments if moment > since]
    if len(recent) >= amount:
        return False
    row.moments, row.last_at = [*recent, at.timestamp()], at
    return rows.update(row, "moments", "last_at")


def _begun(key: str, at: dt.datetime) -> Allowance:
    rows.insert_unless_there([Allowance(key=key, last_at=at)])
    return COUNTED.get(key=key)


def forget_old(at: dt.datetime) -> int:
    """Drop what nobody counts any more; how many rows."""
    return Allowance.objects.filter(last_at__lt=at - FORGET_AFTER).delete()[0]
