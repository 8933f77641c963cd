"""How each signature came about, and which proofs were shown: told by hashes, never by copies.

Identity evidence and proofs keep their own, shorter terms and stay out of the package (D22).
"""

from typing import Any

from lizhi.archive.story import as_json
from lizhi.cases.models import Case


def signatures(case: Case) -> dict[str, bytes]:
    """One file for each signer of each envelope: state, times and the record as it was stored.

    Reached through the case, for this room and that of signing do not know one another.
    """
    files = {}
    for envelope in case.envelopes.select_related("paper").order_by("pk"):
        for actor in envelope.actors.select_related("user", "entity").order_by("order", "pk"):
            signer = actor.user or actor.entity
            name = f"metadata/signatures/{envelope.paper.number}-{actor.role}.json"
            files[name] = as_json(
                {
                    "envelope": envelope.biz_no,
                    "level": envelope.level,
                    "provider": envelope.provider,
                    "purpose": envelope.purpose,
                    "paper": envelope.paper.number,
                    "envelope_state": envelope.state,
                    "ended_because": envelope.reason,
                    "role": actor.role,
                    "signer": signer.name if signer else "",
                    "state": actor.state,
                    "viewed_at": actor.viewed_at,
                    "signed_at": actor.signed_at,
                    "typed": actor.typed,
                    "evidence": actor.evidence,
                }
            )
    return files


def proofs(case: Case) -> list[dict[str, Any]]:
    """Hash, kind, size and the day of deletion of each proof; the files are not in here."""
    return [
        {
            "kind": proof.kind,
            "sha256": proof.file.digest,
            "bytes": proof.file.size,
            "media_type": proof.file.media_type,
            "shown_at": proof.created_at,
            "delete_on": proof.delete_on,
        }
        for proof in case.proofs.select_related("file").order_by("pk")
    ]
