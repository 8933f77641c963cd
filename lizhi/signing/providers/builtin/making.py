"""Make the signature that somebody has given: the paper's next revision, not yet kept."""

import datetime as dt

from lizhi.documents import actions as documents
from lizhi.signing import evidence, pictures, rules, sealing
from lizhi.signing.actions import NewRevision
from lizhi.signing.models import Actor


def make(actor: Actor, at: dt.datetime) -> NewRevision:
    """Sign the newest revision of the paper. Writes nothing but certificates that seals need."""
    paper = actor.envelope.paper
    pdf = documents.read(paper.file)
    made = _sealed(actor, pdf, at) if actor.entity else _signed(actor, pdf, at)
    return NewRevision(
        pdf=made.pdf,
        before=paper.file.digest,
        certificate=made.certificate,
        stamp=made.stamp,
        row=made.row,
        level=made.level,
    )


def _sealed(actor: Actor, pdf: bytes, at: dt.datetime) -> sealing.Made:
    entity = actor.entity
    if entity is None:
        raise TypeError("a person signs by hand")
    return sealing.seal(pdf, certificate=entity, at=at, field=actor.role)


def _signed(actor: Actor, pdf: bytes, at: dt.datetime) -> sealing.Made:
    user = evidence.signer_of(actor)
    return sealing.sign_event(
        pdf,
        field=actor.role,
        name=rules.roster_name(user),
        person=evidence.pseudonym(user.pk),
        evidence=bytes.fromhex(actor.evidence["digest"]),
        at=at,
        appearance=pictures.signature_of(actor),
    )
