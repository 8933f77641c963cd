"""The built-in signing service as the port asks for it."""

import base64
import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from lizhi.cases import chain
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile
from lizhi.signing import actions
from lizhi.signing.models import Actor
from lizhi.signing.models import Envelope as EnvelopeRow
from lizhi.signing.providers import (
    ActorSpec,
    Client,
    Doc,
    Envelope,
    Field,
    Finding,
    Link,
    NotReady,
    State,
    Status,
    Unprepared,
)


class BuiltinProvider:
    """Signs with certificates of the installation; its references are our own `biz_no`."""

    def capabilities(self) -> frozenset[str]:
        """All but undoing by a second paper, identity checks and calls from outside."""
        return frozenset(
            {
                "upload",
                "create",
                "start",
                "signer_link",
                "status",
                "remind",
                "extend",
                "revoke",
                "finish",
                "documents",
                "evidence",
                "check",
            }
        )

    def upload(self, doc: Doc) -> str:
        """Into the store."""
        kept = documents.keep(
            doc.pdf,
            name=doc.name,
            media_type="application/pdf",
            retention=StoredFile.Retention.PAPER,
        )
        return str(kept.pk)

    def create(self, envelope: Envelope) -> str:
        """The row exists already; what is checked is that everybody has a place to sign."""
        placed = {field.actor for field in envelope.fields}
        if missing := [actor.id for actor in envelope.actors if actor.id not in placed]:
            raise Unprepared(", ".join(missing))
        return envelope.biz_no

    def start(self, ref: str) -> None:
        """The page of the signer opens as soon as the envelope is out."""

    def signer_link(self, ref: str, actor: str, client: Client, return_url: str) -> Link:
        """Our own page; it asks who is there."""
        envelope = _row(ref)
        url = f"{settings.ORIGIN}{reverse('signing:read', args=[envelope.biz_no])}"
        return Link(url, expires_at=envelope.expires_at)

    def status(self, ref: str) -> Status:
        """From our own rows."""
        envelope = _row(ref)
        return Status(State(envelope.state), dict(envelope.actors.values_list("role", "state")))

    def remind(self, ref: str, actor: str = "") -> None:
        """By our own messages."""
        actions.remind(_row(ref), at=clock.now())

    def extend(self, ref: str, until: dt.datetime) -> None:
        """As often as somebody wants."""
        actions.extend(_row(ref), until=until, at=clock.now())

    def revoke(self, ref: str, reason: str) -> None:
        """While somebody has yet to sign."""
        actions.revoke(_row(ref), reason=reason[:40], at=clock.now())

    def let_seal(self, ref: str, actor: ActorSpec, fields: Sequence[Field]) -> None:
        """The job that makes signatures makes it: nobody outside waits for a word."""

    def check(self) -> list[Finding]:
        """It is here, with us."""
        return [Finding(good=True, words=str(_("It works inside this house and needs no keys.")))]

    def finish(self, ref: str) -> None:
        """It is complete by itself once everybody has signed."""

    def documents(self, ref: str) -> list[bytes]:
        """The newest revision of the paper."""
        return [documents.read(_row(ref).paper.file)]

    def evidence(self, ref: str) -> bytes:
        """JSON: for each signature its record, the hash of that, and what was made of it."""
        envelope = _row(ref)
        given = envelope.actors.exclude(evidence={}).order_by("order", "pk")
        if not given:
            raise NotReady
        report = {
            "biz_no": envelope.biz_no,
            "paper": envelope.paper.number,
            "revisions": envelope.paper.revisions,
            "level": envelope.level,
            "signatures": [_opened(actor) for actor in given],
        }
        return json.dumps(report, ensure_ascii=False, indent=1).encode()


def _row(ref: str) -> EnvelopeRow:
    return EnvelopeRow.objects.select_related("case", "paper__file").get(biz_no=ref)


def _opened(actor: Actor) -> dict[str, Any]:
    sealed = base64.b64decode(actor.evidence["sealed"])
    text = chain.unseal(actor.envelope.case, sealed, place=f"evidence:{actor.pk}")
    return {
        "role": actor.role,
        "digest": actor.evidence["digest"],
        "record": json.loads(text) if text else None,
        "made": actor.evidence.get("made"),
    }
