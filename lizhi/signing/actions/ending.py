"""An envelope that will never be completed: declined, called back, or out of time."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.signing import kinds, rules
from lizhi.signing.models import Actor, Envelope
from lizhi.signing.providers import is_outside
from lizhi.signing.signals import envelope_ended
from lizhi.workflow import actions as workflow


@transaction.atomic
def decline(actor: Actor, *, reason: str, words: str, by: User, at: dt.datetime) -> None:
    """The signer says no; what was said is kept encrypted. The resignation itself goes on.

    On a paper that holds without names the others may still put theirs.
    """
    envelope = actor.envelope
    workflow.lock(envelope.case)
    actor.refresh_from_db(fields=["state"])
    envelope.refresh_from_db(fields=["state", "expires_at"])
    rules.check_can_decline(actor, by, at)
    workflow.once(f"actor:{actor.pk}:decline", case=envelope.case, kind="decline", by=by, at=at)
    actor.state = Actor.State.DECLINED
    actor.save(update_fields=["state"])
    cases.record(
        envelope.case,
        kinds.SIGNATURE_DECLINED,
        by=by,
        at=at,
        words=words,
        envelope=envelope.biz_no,
        role=actor.role,
        reason=reason,
        purpose=envelope.purpose,
    )
    if not envelope.is_optional or everybody_has_answered(envelope):
        end(envelope, Envelope.State.DECLINED, reason=reason, at=at)


def everybody_has_answered(envelope: Envelope) -> bool:
    """Nobody is left who could sign: each has, or has said no."""
    answered = (Actor.State.SIGNED, Actor.State.DECLINED)
    return not envelope.actors.exclude(state__in=answered).exists()


@transaction.atomic
def revoke(
    envelope: Envelope, *, at: dt.datetime, by: User | None = None, reason: str = ""
) -> None:
    """The company calls the paper back; what has ended already stays as it ended."""
    if _still_open(envelope):
        cases.record(
            envelope.case,
            kinds.SIGNATURE_REVOKED,
            by=by,
            at=at,
            envelope=envelope.biz_no,
            reason=reason,
        )
        end(envelope, Envelope.State.REVOKED, reason=reason, at=at)


@transaction.atomic
def expire(envelope: Envelope, *, at: dt.datetime) -> None:
    """Somebody has not signed in time; what has ended already stays as it ended.

    The time binds people. A company's seal that is all that is missing has its owner in the flow,
    and a will that was given in time stands, however late the machine makes the signature of it.
    """
    if _still_open(envelope) and not _only_seals_are_missing(envelope):
        missing = envelope.actors.exclude(state=Actor.State.SIGNED)
        cases.record(
            envelope.case,
            kinds.SIGNATURE_EXPIRED,
            by=None,
            at=at,
            envelope=envelope.biz_no,
            roles=list(missing.order_by("order", "pk").values_list("role", flat=True)),
            purpose=envelope.purpose,
        )
        end(envelope, Envelope.State.EXPIRED, reason="", at=at)


@transaction.atomic
def want_again(actor: Actor, *, by: User, at: dt.datetime) -> None:
    """The time was over before the person had signed, and the person would like to after all.

    HR hears of it and may send a new one; the resignation goes on either way.
    """
    envelope = actor.envelope
    workflow.lock(envelope.case)
    actor.refresh_from_db(fields=["state"])
    envelope.refresh_from_db(fields=["state", "expires_at", "wanted_at"])
    rules.check_can_want_again(actor, by, at)
    envelope.wanted_at = at
    envelope.save(update_fields=["wanted_at"])
    cases.record(envelope.case, kinds.SIGNATURE_WANTED, by=by, at=at, envelope=envelope.biz_no)


def _still_open(envelope: Envelope) -> bool:
    workflow.lock(envelope.case)
    envelope.refresh_from_db(fields=["state"])
    return envelope.state in Envelope.OPEN


def _only_seals_are_missing(envelope: Envelope) -> bool:
    people = envelope.actors.filter(kind=Actor.Kind.PERSON)
    given = {Actor.State.GIVEN, Actor.State.SIGNED}
    return bool(people) and all(actor.state in given for actor in people)


def end(envelope: Envelope, state: Envelope.State, *, reason: str, at: dt.datetime) -> None:
    """It will never be completed; a service outside that has it hears so. The case is locked."""
    envelope.state, envelope.reason, envelope.ended_at = state, reason, at
    envelope.save(update_fields=["state", "reason", "ended_at"])
    call_back(envelope, at=at)
    envelope_ended.send(sender=Envelope, envelope=envelope)


def call_back(envelope: Envelope, *, at: dt.datetime) -> None:
    """Nobody may sign there any more what has ended here."""
    if is_outside(envelope.provider):
        workflow.queue(
            "signing.call_back",
            {"envelope": envelope.pk},
            dedupe=f"envelope:{envelope.pk}:call_back",
            at=at,
            case=envelope.case,
        )
