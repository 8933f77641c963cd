"""The clock of the machine was set back: what was written in the meantime lies in the future.

Without this a row written while the clock ran a day ahead would wait for that day, a text tried
then as well, and tomorrow's jobs would count as done. Nothing is done twice by it: the outbox does
a row under a lease, a text goes out under its key, and each daily job may run twice.
"""

import datetime as dt

from lizhi.common.delays import DELAYS
from lizhi.jobs import daily
from lizhi.jobs.models import Outbox
from lizhi.notifications import waiting

A_LITTLE = dt.timedelta(minutes=1)
"""Clocks of several machines differ by less."""


def mend(now: dt.datetime) -> int:
    """Bring back what waits for a day that was only the clock's; how much it was."""
    return _bring_back(now) + _run_again(now) + waiting.bring_back(now)


def _bring_back(now: dt.datetime) -> int:
    """Rows written in the future keep their distance to it; tries wait no longer than they may."""
    waits = Outbox.objects.filter(state=Outbox.State.PENDING, available_at__gt=now + A_LITTLE)
    fresh = waits.filter(created_at__gt=now + A_LITTLE)
    for row in fresh:
        ahead = row.created_at - now
        meant = max(row.available_at - ahead, now)
        Outbox.objects.filter(pk=row.pk, lease=row.lease, state=Outbox.State.PENDING).update(
            available_at=meant, created_at=now
        )
    tried = waits.filter(attempts__gt=0, available_at__gt=now + max(DELAYS) + A_LITTLE)
    return len(fresh) + tried.update(available_at=now)


def _run_again(now: dt.datetime) -> int:
    """Jobs of a day that has not come yet are forgotten, so that this day gets its own."""
    done = Outbox.objects.filter(state=Outbox.State.DONE, done_at__gt=now + A_LITTLE)
    gone, _rows = done.filter(topic=daily.TOPIC, created_at__gt=now + A_LITTLE).delete()
    return gone
