"""How often somebody may ask, counted so that nothing is learnt of who asked."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import Allowance
from lizhi.common import encryption

FORGET_AFTER = dt.timedelta(days=1)


@transaction.atomic
def take(what: str, who: str, *, amount: int, within: dt.timedelta, at: dt.datetime) -> bool:
    """Count one more; False, and nothing counted, once `amount` were taken in the last `within`."""
    key = f"{what}:{encryption.blind_index(f'limit:{what}', who)}"
    rows = Allowance.objects.select_for_update()
    row, _ = rows.get_or_create(key=key, defaults={"last_at": at})
    since = (at - within).timestamp()
    recent = [moment for moment in row.moments if moment > since]
    if len(recent) >= amount:
        return False
    row.moments = [*recent, at.timestamp()]
    row.last_at = at
    row.save()
    return True


def forget_old(at: dt.datetime) -> None:
    """Drop what nobody counts any more."""
    Allowance.objects.filter(last_at__lt=at - FORGET_AFTER).delete()
