"""What a service outside says, under the lock of the case: states only move forward.

Its word moves who has signed *there*. That a paper is signed is ours to say: `completed` below,
when the file is here and our own validation has passed it.
"""

import datetime as dt

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.signing import evidence, kinds
from lizhi.signing.actions.ending import end, expire, revoke
from lizhi.signing.actions.envelopes import ask_next
from lizhi.signing.actions.will import keep_record
from lizhi.signing.models import Actor, Envelope, Outside
from lizhi.signing.providers import State, Status
from lizhi.signing.signals import actor_signed
from lizhi.workflow import actions as workflow

THERE_DONE = frozenset({State.ALL_SIGNED, State.COMPLETED})
UNDONE_THERE = frozenset({State.DECLINED, State.REVOKED, State.EXPIRED, State.FAILED})
VOIDED_THERE = frozenset({State.VOIDING, State.VOIDED})


@transaction.atomic
def asked(envelope: Envelope, *, at: dt.datetime) -> bool:
    """The service is going to be asked to make it; True when an earlier try may have reached it."""
    workflow.lock(envelope.case)
    row = Outside(envelope=envelope, sent=envelope.paper.file.digest, asked_at=at, created_at=at)
    return not rows.insert_unless_there([row])


@transaction.atomic
def told(envelope: Envelope, status: Status, *, at: dt.datetime) -> str:
    """What the service has answered moves our rows on; the code of a doubt, or nothing.

    Told again, or told what was so before, it changes nothing.
    """
    outside = _locked(envelope)
    moved = outside.told != status.state
    outside.told, outside.looked_at = status.state, at
    outside.looks = 0 if moved else outside.looks + 1
    rows.update(outside, "told", "looked_at", "looks")
    doubt = _conflict(envelope, status)
    if not doubt and envelope.state in Envelope.OPEN:
        doubt = _go_on(envelope, status, at)
    if doubt:
        note_doubt(outside, doubt, at=at)
    return doubt


def _conflict(envelope: Envelope, status: Status) -> str:
    """Both have ended, and not in the same way.

    No service voids a paper of ours: one that says so has been asked by somebody else. Where our
    own paper has voided it, the old one stays complete there, and that is no doubt.
    """
    if status.state in VOIDED_THERE and may_be_valid(envelope):
        return "voided_there"
    if envelope.state in Envelope.OPEN:
        return ""
    if envelope.state in {Envelope.State.COMPLETED, Envelope.State.VOIDED}:
        return "ended_there" if status.state in UNDONE_THERE else ""
    if status.state == State.COMPLETED:
        return "completed_there"
    return "signed_too_late" if _has_signed_late(envelope, status) else ""


def _has_signed_late(envelope: Envelope, status: Status) -> bool:
    """A person who takes it for signed, as the service lets them, and it had ended here."""
    there = {role for role, state in status.actors.items() if state == "signed"}
    people = envelope.actors.filter(kind=Actor.Kind.PERSON, role__in=there)
    return people.exclude(state=Actor.State.SIGNED).exists()


def may_be_valid(envelope: Envelope) -> bool:
    """It holds by what we know, or may still come to hold."""
    return envelope.state in {*Envelope.OPEN, Envelope.State.COMPLETED}


def _go_on(envelope: Envelope, status: Status, at: dt.datetime) -> str:
    for actor in envelope.actors.select_related("user", "entity").order_by("order", "pk"):
        actor.envelope = envelope
        if doubt := _of_actor(actor, status.actors.get(actor.role, ""), at):
            return doubt
    return _of_envelope(envelope, status, at)


def _of_actor(actor: Actor, there: str, at: dt.datetime) -> str:
    if there != "signed":
        return "taken_back" if actor.state == Actor.State.SIGNED else ""
    if actor.state == Actor.State.SIGNED:
        return ""
    if actor.kind == Actor.Kind.ORG and actor.state != Actor.State.GIVEN:
        return "sealed_unasked"
    _reported(actor, at)
    return ""


def _reported(actor: Actor, at: dt.datetime) -> None:
    """The service says that this one has signed; the file with it comes when all have."""
    envelope = actor.envelope
    if actor.kind == Actor.Kind.PERSON:
        keep_record(actor, evidence.reported(actor, sha256=envelope.outside.sent, at=at))
        actor.given_at = at
    actor.state, actor.signed_at = Actor.State.SIGNED, at
    rows.update(actor, "evidence", "state", "given_at", "signed_at")
    cases.record(
        envelope.case,
        kinds.SIGNATURE_REPORTED,
        by=None,
        at=at,
        envelope=envelope.biz_no,
        role=actor.role,
        provider=envelope.provider,
        evidence=actor.evidence["digest"],
    )
    actor_signed.send(sender=Actor, actor=actor)
    read_again(envelope, "state")
    if envelope.state in Envelope.OPEN and not ask_next(envelope):
        envelope.state = Envelope.State.ALL_SIGNED
        rows.update(envelope, "state")


def _of_envelope(envelope: Envelope, status: Status, at: dt.datetime) -> str:
    read_again(envelope, "state")
    if envelope.state not in Envelope.OPEN:
        return ""
    if status.state == State.DECLINED:
        _declined(envelope, status, at)
    elif status.state == State.REVOKED:
        revoke(envelope, at=at, reason="outside")
    elif status.state == State.EXPIRED:
        expire(envelope, at=at)
        return "expired_there" if envelope.state in Envelope.OPEN else ""
    elif envelope.state == Envelope.State.ALL_SIGNED and status.state == State.COMPLETED:
        queue(envelope, "fetch", at=at)
    elif envelope.state == Envelope.State.ALL_SIGNED:
        queue(envelope, "finish", at=at)
    elif status.state == State.COMPLETED:
        return "said_but_not_so"  # complete, and not by everybody who was asked
    return ""


def _declined(envelope: Envelope, status: Status, at: dt.datetime) -> None:
    """Somebody said no there; the words are kept encrypted, as if they had been said here."""
    role = next((one for one, state in status.actors.items() if state == "declined"), "")
    actor = envelope.actors.filter(role=role).select_related("user").first()
    if actor:
        actor.state = Actor.State.DECLINED
        rows.update(actor, "state")
    cases.record(
        envelope.case,
        kinds.SIGNATURE_DECLINED,
        by=actor.user if actor else None,
        at=at,
        words=status.words,
        envelope=envelope.biz_no,
        role=role,
        reason="outside",
    )
    end(envelope, Envelope.State.DECLINED, reason="outside", at=at)


def note_doubt(outside: Outside, code: str, *, at: dt.datetime, **findings: object) -> None:
    """Somebody must look; the story of the case says why, once. Call with the case locked."""
    known, outside.review = outside.review, code
    if findings:
        outside.findings = findings
    rows.update(outside, "review", "findings")
    if known != code:
        envelope = outside.envelope
        cases.record(
            envelope.case,
            kinds.SIGNATURE_DOUBTED,
            by=None,
            at=at,
            envelope=envelope.biz_no,
            provider=envelope.provider,
            why=code,
        )


@transaction.atomic
def doubt(envelope: Envelope, code: str, *, at: dt.datetime, **findings: object) -> None:
    """What came back is not what was sent and asked for: the paper stays unsigned."""
    note_doubt(_locked(envelope), code, at=at, **findings)


@transaction.atomic
def seal_let_go(envelope: Envelope, *, at: dt.datetime) -> None:
    """The service has heard that the company's seal may be put on."""
    outside = _locked(envelope)
    outside.let_go_at, outside.looks = outside.let_go_at or at, 0
    rows.update(outside, "let_go_at", "looks")


def queue(
    envelope: Envelope, what: str, *, at: dt.datetime, mark: str = "", once: bool = False
) -> None:
    """Leave something for the job worker that has to do with the service."""
    workflow.queue(
        f"signing.{what}",
        {"envelope": envelope.pk} | ({"once": True} if once else {}),
        dedupe=f"envelope:{envelope.pk}:{what}{mark}",
        at=at,
        case=envelope.case,
    )


def _locked(envelope: Envelope) -> Outside:
    envelope.case = workflow.lock(envelope.case)
    read_again(envelope, "state", "expires_at")
    outside = Outside.objects.get(envelope=envelope)
    outside.envelope = envelope
    envelope.outside = outside
    return outside
