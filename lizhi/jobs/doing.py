"""What the outbox holds is done here, and what time does: the rows decide.

A row is taken under a lease with a fencing number, which a living worker renews (`holding`).
Whoever died is found out within ten seconds. Whoever was only slow may not say any more that it is
done, and writes nothing about a case. A handler may run twice.
"""

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.module_loading import import_string
from django_tasks import task

from lizhi.cases.actions import record
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.delays import DELAYS
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.common.trail import name, trail
from lizhi.jobs import holding, kinds, pausing, questions
from lizhi.jobs.holding import LEASE, LeaseLost
from lizhi.jobs.models import Outbox

logger = logging.getLogger(__name__)


@task()
def work() -> int:
    """Do everything that waits in the outbox."""
    return run_outbox(clock.now(), paused=pausing.is_on())


@task()
def tick() -> int:
    """Let time act."""
    return let_time_act(clock.now())


def let_time_act(now: dt.datetime) -> int:
    """Fire the timers that are due; a room above says how (settings.TIMERS); how many acted."""
    acted: int = import_string(settings.TIMERS)(now)
    return acted


def run_outbox(
    now: dt.datetime, *, most: int = 1000, paused: bool = False, holder: str = ""
) -> int:
    """Do what is free at this moment, at most so many rows; how many were taken.

    While somebody has paused what leaves the house, only that waits: the law's steps go on. What a
    worker named as `holder` leaves when it dies, the others take over within seconds.
    """
    taken = 0
    while taken < most and (row := _take(now, paused=paused, holder=holder)):
        _do(row)
        taken += 1
    return taken


def _take(now: dt.datetime, *, paused: bool = False, holder: str = "") -> Outbox | None:
    """The first row that is free and that nobody else was quicker to lease."""
    free = questions.FREE_INSIDE if paused else questions.FREE
    while row := free.first(now=now, latest=now + LEASE):
        seen, until = row.lease, now + LEASE
        row.lease, row.attempts, row.leased_until = seen + 1, row.attempts + 1, until
        row.held_by = holder
        mine = {"lease": row.lease, "attempts": row.attempts, "until": until, "holder": holder}
        if questions.LEASED.make(pk=row.pk, seen=seen, **mine):
            return row
    return None


def _do(row: Outbox) -> None:
    """Call the handler outside any transaction, then say how it went."""
    if row.attempts > len(DELAYS) + 1:
        _give_up(row, "worker lost")
        return
    try:
        with holding.in_hand(row):
            import_string(settings.OUTBOX_HANDLERS[row.topic])(row)
    except LeaseLost:
        logger.warning("outbox %s (%s): somebody else has it by now", row.pk, row.topic)
    except AlreadyDone:
        _settle(row, state=Outbox.State.DONE, done_at=clock.now())
    except Exception as error:  # noqa: BLE001  whatever it was, the row must say so
        logger.error("outbox %s (%s): %s", row.pk, row.topic, trail(error))
        _failed(row, error)
    else:
        _done(row)


def _done(row: Outbox) -> None:
    questions.ROW_DONE.make(pk=row.pk, lease=row.lease, now=clock.now())


def _failed(row: Outbox, error: Exception) -> None:
    permanent = isinstance(error, Refused) or getattr(error, "permanent", False)
    if permanent or row.attempts > len(DELAYS):
        _give_up(row, name(error), lacks=getattr(error, "lacks", ""))
        return
    later = clock.now() + DELAYS[row.attempts - 1]
    _settle(row, available_at=later, leased_until=None, last_error=name(error))


@transaction.atomic
def _give_up(row: Outbox, reason: str, *, lacks: str = "") -> None:
    """Somebody has to look; the story of the case says so, and what was missing, if it was that."""
    if row.case_id:  # the case before the row, as every action does
        row.case = Case.objects.select_for_update().get(pk=row.case_id)
    if _settle(row, state=Outbox.State.FAILED, last_error=reason) and row.case:
        why = {"why": lacks} if lacks else {}
        record(row.case, kinds.JOB_FAILED, by=None, at=clock.now(), topic=row.topic, **why)


def _settle(row: Outbox, **values: object) -> bool:
    held = Outbox.objects.filter(pk=row.pk, lease=row.lease, state=Outbox.State.PENDING)
    return bool(held.update(**values))


def try_again(row: Outbox, *, at: dt.datetime) -> bool:
    """Somebody has looked and mended what was wrong: the row starts anew; False: it need not."""
    failed = Outbox.objects.filter(pk=row.pk, state=Outbox.State.FAILED)
    return bool(
        failed.update(
            state=Outbox.State.PENDING,
            attempts=0,
            available_at=at,
            leased_until=None,
            lease=F("lease") + 1,
        )
    )
