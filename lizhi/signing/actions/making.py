"""The machine has made a signature: paper, envelope and flow move on, all or nothing."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.documents import actions as documents
from lizhi.signing.actions.ending import end, everybody_has_answered
from lizhi.signing.actions.envelopes import ask_next
from lizhi.signing.actions.standing import complete, stands
from lizhi.signing.models import Actor, Certificate, Envelope
from lizhi.signing.signals import actor_signed
from lizhi.workflow import actions as workflow


class Moved(Exception):
    """The paper got another revision meanwhile: sign that one, or the paper would fork."""


@dataclass(frozen=True)
class NewRevision:
    """Signed bytes, and which revision they continue."""

    pdf: bytes
    before: str
    """SHA-256 of the revision that was signed."""
    certificate: str
    stamp: str
    row: Certificate | None
    level: str = "L1"


@transaction.atomic
def signature_made(actor: Actor, new: NewRevision, *, key: str, at: dt.datetime) -> None:
    """Keep the signed revision and go on; `Moved` when it continues one that is not the newest.

    A company's seal does not go onto a paper that was called back meanwhile; a person's will that
    was given in time stands.
    Done once under its key, however often the job runs.
    """
    envelope = actor.envelope
    case = workflow.lock(envelope.case)
    if not workflow.once(key, case=case, kind="signature", by=None, at=at):
        return
    read_again(actor, "state", "evidence")
    paper = envelope.paper
    paper.case = case
    read_again(paper, "state", "revisions")
    read_again(envelope, "state")
    if actor.state != Actor.State.GIVEN or _is_called_back(actor, envelope):
        return
    if paper.revisions[-1] != new.before or paper.file.digest != new.before:
        raise Moved
    file = documents.keep_next(paper.file, new.pdf)
    if new.row:
        rows.insert([new.row])
    cases.add_revision(paper, file, at=at)
    _signed(actor, new, after=file.digest, at=at)
    actor_signed.send(sender=Actor, actor=actor)
    go_on(envelope, at)


def _is_called_back(actor: Actor, envelope: Envelope) -> bool:
    return actor.kind == Actor.Kind.ORG and envelope.state == Envelope.State.REVOKED


def _signed(actor: Actor, new: NewRevision, *, after: str, at: dt.datetime) -> None:
    made = {
        "before": new.before,
        "after": after,
        "certificate": new.certificate,
        "stamp": new.stamp,
    }
    if new.level != "L1":
        made["level"] = new.level
    stands(actor, made, at=at)


def go_on(envelope: Envelope, at: dt.datetime) -> None:
    """Whoever comes next is asked; with the last one it is complete. The case is locked."""
    read_again(envelope, "state")
    if envelope.state not in Envelope.OPEN:
        return
    if ask_next(envelope):
        if envelope.is_optional and everybody_has_answered(envelope):
            end(envelope, Envelope.State.DECLINED, reason="", at=at)
        return
    complete(envelope, at)
