"""Papers that were signed by hand, for the package: where the originals lie, and their scans.

The scan is the only copy that a computer can show of what the person has signed; so its bytes lie
in the package, unlike identity evidence (decision D22).
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from lizhi.cases.models import Case
from lizhi.documents import actions as documents
from lizhi.signing.models import OnPaper, Scan

PLACE = "metadata/on-paper.json"
FOLDER = "evidence/"


def files_of(case: Case) -> dict[str, bytes]:
    """By their places below `data/`; nothing where nobody has signed by hand."""
    found = OnPaper.objects.filter(actor__envelope__case=case, state=OnPaper.State.RECEIVED)
    related = found.select_related("actor__envelope__paper", "actor__user", "received_by")
    told: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for one in related.order_by("pk"):
        scans = list(_scans(one))
        files |= {name: documents.read(scan.file) for name, scan in scans if scan.file}
        told.append(_told(one, scans))
    return {PLACE: _as_json(told), **files} if told else {}


def _as_json(told: list[dict[str, Any]]) -> bytes:
    text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _scans(one: OnPaper) -> list[tuple[str, Scan]]:
    number, role = one.actor.envelope.paper.number, one.actor.role
    made = one.scans.filter(of_original=True, file__deleted_at=None).exclude(file=None)
    return [
        (f"{FOLDER}on-paper-{number}-{role}-{place}.{_ending(scan)}", scan)
        for place, scan in enumerate(made.select_related("file__key"), 1)
    ]


def _ending(scan: Scan) -> str:
    return scan.file.media_type.rpartition("/")[2] if scan.file else ""


def _told(one: OnPaper, scans: list[tuple[str, Scan]]) -> dict[str, Any]:
    signer, officer = one.actor.user, one.received_by
    return {
        "paper": one.actor.envelope.paper.number,
        "role": one.actor.role,
        "signer": signer.name if signer else "",
        "electronic_signature": False,
        "original_kept_at": one.kept_at,
        "arrived_on": one.arrived_on,
        "received_by": officer.name if officer else "",
        "received_at": one.received_at,
        "printed_sha256": one.printed,
        "carrier": one.carrier,
        "waybill": one.waybill,
        "sent_back_at": one.back_at,
        "back_carrier": one.back_carrier,
        "back_waybill": one.back_waybill,
        "scans": [
            {"file": f"data/{name}", "sha256": scan.file.digest}
            for name, scan in scans
            if scan.file
        ],
    }
