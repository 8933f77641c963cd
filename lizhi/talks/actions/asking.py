"""The leaver asks for a talk, writes instead, agrees to an hour, or would rather not."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.talks import kinds, reminding, rules
from lizhi.talks.models import Talk
from lizhi.workflow import actions as workflow

State = Talk.State


@transaction.atomic
def ask_for_talk(
    case: Case,
    *,
    form: str,
    partner: User,
    at: dt.datetime | None,
    causes: Sequence[str] = (),
    words: str = "",
    by: User,
    key: str,
) -> Talk:
    """A wish, and no step: the notice runs on, whatever comes of it. Asked anew, it is changed."""
    case, now = workflow.lock(case), clock.now()
    known = Talk.objects.filter(case=case).first()
    if not workflow.once(key, case=case, kind="ask_for_talk", by=by, at=now) and known:
        return known
    rules.check_can_ask(case, by)
    if known and known.state == State.HELD:
        raise AlreadyDone(_("The talk has taken place already."))
    written = form == Talk.Form.WRITING
    rules.check_wish(case, partner, causes)
    if not written:
        check_hour(case, partner, at, now=now)
    if known:
        known.case = case
        _tell_former(known, partner, by=by)
    talk = known or Talk(case=case, created_at=now)
    talk.form, talk.partner, talk.at = form, partner, None if written else at
    talk.state = State.WRITTEN if written else State.ASKED
    talk.causes, talk.place = list(causes), ""
    talk.words = chain.seal(case, words, place="talk")
    talk.save()
    told(talk, kinds.TALK_WRITTEN if written else kinds.TALK_ASKED, to=[partner], by=by)
    return talk


def check_hour(case: Case, partner: User, at: dt.datetime | None, *, now: dt.datetime) -> None:
    """To come, and no other talk of the partner's; two who pick it at once come one by one."""
    if at is None:
        raise Refused(_("Please pick an hour."))
    if at <= now:
        raise Refused(_("This hour has passed."))
    User.objects.select_for_update(no_key=True).get(pk=partner.pk)
    if rules.ahead(partner).filter(at=at).exclude(case=case).exists():
        raise AlreadyDone(_("This hour is not free any more. Please pick another."))


def _tell_former(known: Talk, partner: User, *, by: User) -> None:
    """Whoever was asked before waits for nobody."""
    if known.partner_id != partner.pk and known.state in rules.OPEN:
        told(known, kinds.TALK_CALLED_OFF, to=[known.partner], by=by)


@transaction.atomic
def accept_hour(talk: Talk, at: dt.datetime, *, by: User) -> None:
    """The leaver agrees to the hour that was offered; another one than that is refused."""
    fresh = locked(talk)
    rules.check_is_leaver(fresh, by)
    if fresh.state == State.FIXED and fresh.at == at:
        return
    if fresh.state != State.OFFERED or fresh.at != at:
        raise AlreadyDone(_("This hour is not on the table any more. Please look again."))
    fresh.state = State.FIXED
    fresh.save(update_fields=["state"])
    reminding.plan(fresh, now=clock.now())
    told(fresh, kinds.TALK_FIXED, to=[fresh.partner], by=by)


@transaction.atomic
def call_talk_off(talk: Talk, *, by: User) -> None:
    """No reason is asked for, and what was said beforehand is gone. Twice is no mistake."""
    fresh = locked(talk)
    rules.check_is_leaver(fresh, by)
    if fresh.state not in rules.OPEN:
        return
    fresh.state, fresh.words, fresh.causes = State.OFF, b"", []
    fresh.save(update_fields=["state", "words", "causes"])
    told(fresh, kinds.TALK_CALLED_OFF, to=[fresh.partner], by=by)


def locked(talk: Talk) -> Talk:
    """As it is now, its case locked."""
    case = workflow.lock(talk.case)
    fresh = Talk.objects.select_related("partner").get(pk=talk.pk)
    fresh.case = case
    return fresh


def told(talk: Talk, kind: str, *, to: Iterable[User], by: User) -> None:
    """The event; of what was said it holds nothing."""
    facts = {"to": [user.pk for user in to if user != by], "form": talk.form, "hour": talk.at}
    cases.record_all(talk.case, [cases.Entry(kind, by=by, facts=facts)], at=clock.now())
