"""A signature stands in the paper, wherever it was made; with the last one the paper is valid."""

import datetime as dt
from typing import Any

from lizhi.cases import actions as cases
from lizhi.cases.models import Paper
from lizhi.common import rows
from lizhi.signing import kinds
from lizhi.signing.actions.voiding import void
from lizhi.signing.models import Actor, Envelope
from lizhi.signing.signals import envelope_completed


def stands(actor: Actor, made: dict[str, Any], *, at: dt.datetime) -> None:
    """What the signature became goes into its evidence and the story of the case.

    `made` holds the hashes `before` and `after`, `certificate` and `stamp`, and whatever else a
    service has told.
    """
    actor.evidence = {**actor.evidence, "made": made}
    actor.state, actor.signed_at = Actor.State.SIGNED, actor.signed_at or at
    rows.update(actor, "evidence", "state", "signed_at")
    is_seal = actor.kind == Actor.Kind.ORG
    cases.record(
        actor.envelope.case,
        kinds.PAPER_SEALED if is_seal else kinds.SIGNATURE_MADE,
        by=None,
        at=at,
        envelope=actor.envelope.biz_no,
        purpose=actor.envelope.purpose,
        role=actor.role,
        evidence=actor.evidence["digest"],
        **made,
    )


def complete(envelope: Envelope, at: dt.datetime) -> None:
    """Everybody's signature stands: the paper is valid from now on, if it was not before."""
    envelope.state, envelope.ended_at = Envelope.State.COMPLETED, at
    rows.update(envelope, "state", "ended_at")
    if envelope.paper.state == Paper.State.DRAFT:
        cases.issue(envelope.paper, at)
    if envelope.voids is not None:
        void(envelope.voids, envelope, at=at)
    envelope_completed.send(sender=Envelope, envelope=envelope)
