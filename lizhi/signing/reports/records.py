"""The record behind each signature, as far as its reader may see it."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from lizhi.cases import access, chain
from lizhi.signing.models import Actor, EvidenceReport

LIES_IN_THE_FILE = "全文在同名 JSON 文件中"
NOT_FOR_READER = "全文由单位保存，本报告只列指纹"


@dataclass(frozen=True)
class Kept:
    """One signer, and the text whose hash stands in the certificate."""

    actor: Actor
    text: str
    """Exactly what was hashed; "" when the reader may not see it, or the key has been dropped."""

    @property
    def found(self) -> dict[str, Any]:
        """The record as values."""
        values: dict[str, Any] = json.loads(self.text) if self.text else {}
        return values

    @property
    def digest(self) -> str | None:
        """SHA-256 of the record; None before there was a will."""
        value: str | None = self.actor.evidence.get("digest")
        return value


def of(report: EvidenceReport) -> list[Kept]:
    """Everybody who signs in it: HR reads all records, others their own and the company's."""
    envelope = report.envelope
    sees_all = access.of(envelope.case, report.reader).hr
    actors = envelope.actors.select_related("user", "entity").order_by("order", "pk")
    kept = []
    for actor in actors:
        actor.envelope = envelope
        mine = sees_all or actor.user is None or actor.user == report.reader
        kept.append(Kept(actor, _text(actor) if mine else ""))
    return kept


def _text(actor: Actor) -> str:
    sealed = base64.b64decode(actor.evidence.get("sealed", ""))
    return chain.unseal(actor.envelope.case, sealed, place=f"evidence:{actor.pk}") or ""
