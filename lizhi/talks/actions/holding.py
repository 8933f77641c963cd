"""Whoever was asked fixes the hour or offers another, says that it took place, and notes."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import chain
from lizhi.common import clock
from lizhi.talks import kinds, reminding, rules
from lizhi.talks.actions.asking import check_hour, locked, told
from lizhi.talks.models import Talk, TalkNote
from lizhi.workflow import actions as workflow

State = Talk.State


@transaction.atomic
def fix_talk(talk: Talk, *, place: str = "", by: User) -> None:
    """At the hour that the leaver picked. `place`: where to dial in."""
    fresh = locked(talk)
    rules.check_can_fix(fresh, by)
    if (fresh.state, fresh.place) == (State.FIXED, place):
        return
    fresh.state, fresh.place = State.FIXED, place
    fresh.save(update_fields=["state", "place"])
    reminding.plan(fresh, now=clock.now())
    told(fresh, kinds.TALK_FIXED, to=[fresh.case.leaver, fresh.partner], by=by)


@transaction.atomic
def offer_hour(talk: Talk, at: dt.datetime, *, by: User) -> None:
    """Another hour; it counts once the leaver has agreed."""
    fresh = locked(talk)
    rules.check_can_arrange(fresh, by)
    if (fresh.state, fresh.at) == (State.OFFERED, at):
        return
    check_hour(fresh.case, fresh.partner, at, now=clock.now())
    fresh.state, fresh.at = State.OFFERED, at
    fresh.save(update_fields=["state", "at"])
    told(fresh, kinds.TALK_OFFERED, to=[fresh.case.leaver], by=by)


@transaction.atomic
def hold_talk(talk: Talk, *, by: User) -> None:
    """It took place. Said twice is no mistake."""
    fresh = locked(talk)
    rules.check_can_open(fresh, by)
    if fresh.state == State.HELD:
        return
    rules.check_can_arrange(fresh, by)
    fresh.state = State.HELD
    fresh.save(update_fields=["state"])
    cases.record(fresh.case, kinds.TALK_HELD, by=by, at=clock.now())


@transaction.atomic
def note_talk(talk: Talk, words: str, *, for_hr: bool, by: User, key: str) -> None:
    """For oneself, or for HR of the branch as well; the leaver and others never read it."""
    fresh = locked(talk)
    rules.check_can_open(fresh, by)
    now = clock.now()
    if not workflow.once(key, case=fresh.case, kind="note_talk", by=by, at=now):
        return
    sealed = chain.seal(fresh.case, words, place="talk_note")
    TalkNote.objects.create(talk=fresh, author=by, for_hr=for_hr, words=sealed, created_at=now)
