"""Somebody has looked and says that this is not done any more.

Nothing is given up on which a duty of the law hangs, and no flow comes to a stand by it: a room
says for each of its topics what follows, or why it may not be.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.cases.actions import record
from lizhi.cases.models import Case
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.jobs import kinds, rules
from lizhi.jobs.models import Outbox

State = Outbox.State
WORDS_DONE = _("This has been dealt with already.")
Act = Callable[[Outbox, User, dt.datetime], None]


@dataclass(frozen=True)
class Follows:
    """What follows when nobody does this any more, in a sentence; or what to do instead."""

    words: StrOrPromise
    allowed: bool = True
    act: Act | None = None
    """Moves the case on; called in the transaction that gives up."""


FOLLOWS: dict[str, Callable[[Outbox], Follows]] = {}
"""By topic; the rooms that own them fill this in when they start."""


def follows(row: Outbox) -> Follows:
    """What it would mean to give this row up."""
    known = FOLLOWS.get(row.topic)
    if known is None:
        return Follows(_("Nobody knows what would follow. Please find the cause."), allowed=False)
    return known(row)


@transaction.atomic
def give_up(row: Outbox, *, by: User, reason: str, at: dt.datetime) -> None:
    """It is not tried again; the story of its case says who gave it up, and why."""
    rules.check_can_look_after_jobs(by)
    # The case first, as every action does: two of them at once would wait for one another.
    case = Case.objects.select_for_update().get(pk=row.case_id) if row.case_id else None
    mine = Outbox.objects.select_for_update().get(pk=row.pk)
    mine.case = case
    check_open(mine, at)
    then = follows(mine)
    if not then.allowed:
        raise Refused(then.words)
    mine.state, mine.done_at, mine.given_up_by, mine.lease = State.GIVEN_UP, at, by, mine.lease + 1
    mine.reason = "" if case else reason
    mine.save(update_fields=["state", "done_at", "given_up_by", "reason", "lease"])
    if case:
        record(case, kinds.JOB_GIVEN_UP, by=by, at=at, words=reason, topic=mine.topic)
    if then.act:
        then.act(mine, by, at)


def check_open(row: Outbox, at: dt.datetime) -> None:
    """It has failed, or waits for its next try, and nobody does it at this moment."""
    if row.state not in {State.FAILED, State.PENDING}:
        raise AlreadyDone(WORDS_DONE)
    if row.state == State.PENDING and row.leased_until and row.leased_until > at:
        raise Refused(_("A worker does it at this moment. Please look again in two minutes."))
