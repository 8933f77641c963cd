"""Somebody has mended what was wrong and has it tried again."""

import datetime as dt

from django.db.models import Q

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone
from lizhi.jobs import doing, rules
from lizhi.jobs.giving_up import WORDS_DONE
from lizhi.jobs.models import Outbox


def again(row: Outbox, *, by: User, at: dt.datetime) -> None:
    """From the beginning, if it has stopped; at once, if it waits for its next try anyway."""
    rules.check_can_look_after_jobs(by)
    if doing.try_again(row, at=at):
        return
    waits = Outbox.objects.filter(pk=row.pk, state=Outbox.State.PENDING)
    free = waits.filter(Q(leased_until=None) | Q(leased_until__lte=at))
    if not free.update(available_at=at) and not waits.exists():
        raise AlreadyDone(WORDS_DONE)


def all_again(*, by: User, at: dt.datetime) -> int:
    """Everything that has stopped; how many rows that is."""
    rules.check_can_look_after_jobs(by)
    failed = Outbox.objects.filter(state=Outbox.State.FAILED).order_by("pk")
    return sum(doing.try_again(row, at=at) for row in failed)
