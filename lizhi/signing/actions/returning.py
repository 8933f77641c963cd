"""The file has come back from a service and holds: now, and only now, is the paper signed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.documents import actions as documents
from lizhi.signing.actions import outside as outside_of
from lizhi.signing.actions.standing import complete, stands
from lizhi.signing.models import Actor, Envelope, Outside
from lizhi.workflow import actions as workflow


@dataclass(frozen=True)
class Signature:
    """One signature in the file, as our own validation has found it."""

    name: str
    certificate: str
    stamped_at: str


@dataclass(frozen=True)
class Returned:
    """A file that has passed: it goes on from what was sent, or says the same in other bytes."""

    pdf: bytes
    continued: str
    """`bytes`: what was sent stands in it unchanged; `redrawn`: the service has drawn it anew."""
    signatures: Mapping[str, Signature]
    """By role."""


@transaction.atomic
def completed(envelope: Envelope, found: Returned, *, key: str, at: dt.datetime) -> None:
    """Keep the file as the paper's newest revision, and go on; once, however often it is fetched.

    A paper that has moved on here meanwhile is not overwritten: somebody must look.
    """
    case = workflow.lock(envelope.case)
    if not workflow.once(key, case=case, kind="signature", by=None, at=at):
        return
    read_again(envelope, "state")
    if envelope.state != Envelope.State.ALL_SIGNED:
        return
    paper, outside = envelope.paper, Outside.objects.get(envelope=envelope)
    outside.envelope, paper.case = envelope, case
    read_again(paper, "state", "revisions")
    if paper.revisions[-1] != outside.sent:
        outside_of.note_doubt(outside, "moved_on", at=at)
        return
    file = documents.keep_next(paper.file, found.pdf)
    cases.add_revision(paper, file, at=at)
    for actor in envelope.actors.order_by("order", "pk"):
        actor.envelope = envelope
        _stands(actor, found, before=outside.sent, after=file.digest, at=at)
    _close(envelope, outside, found, at)


def _stands(actor: Actor, found: Returned, *, before: str, after: str, at: dt.datetime) -> None:
    signature = found.signatures[actor.role]
    made = {
        "before": before,
        "after": after,
        "certificate": signature.certificate,
        "stamp": signature.stamped_at,
        "provider": actor.envelope.provider,
        "continued": found.continued,
    }
    stands(actor, made, at=at)


def _close(envelope: Envelope, outside: Outside, found: Returned, at: dt.datetime) -> None:
    outside.review = ""
    serials = {role: one.certificate for role, one in found.signatures.items()}
    outside.findings = {"continued": found.continued, "certificates": serials}
    rows.update(outside, "review", "findings")
    complete(envelope, at)
    outside_of.queue(envelope, "service_report", at=at)
