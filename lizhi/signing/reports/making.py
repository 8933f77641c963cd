"""Make an evidence report: the data first, then the sealed PDF that names their hash.

Only the job worker comes here.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from lizhi.cases import chain, heads
from lizhi.cases.heads import Included
from lizhi.cases.models import Event
from lizhi.documents import printing
from lizhi.documents.validation import trust as roots
from lizhi.signing import sealing, trust
from lizhi.signing.models import Certificate, Envelope, EvidenceReport
from lizhi.signing.reports import records, telling
from lizhi.signing.reports.records import Kept

SERVICES = {"builtin": "本系统内置"}


@dataclass(frozen=True)
class Made:
    """Both files, ready to be kept."""

    pdf: bytes
    data: bytes


def make(report: EvidenceReport, at: dt.datetime) -> Made:
    """Everything that is known of this signing now, for this reader."""
    case, root = report.envelope.case, trust.root_pem()
    kept, found = records.of(report), list(case.events.order_by("seq"))
    included = heads.of_case(case)
    data = _data(report, kept, found, included, root, at)
    facts = {
        **_about(report, at),
        "data_digest": hashlib.sha256(data).hexdigest(),
        "root_digest": hashlib.sha256(roots.load_root(root).dump()).hexdigest(),
        "event_count": len(found),
        "chain_digest": found[-1].digest if found else chain.START,
        "chain_whole": chain.first_broken(case, found) is None,
        "signers": [_given(telling.signer(one)) for one in kept],
        "revisions": [{"digest": digest} for digest in report.envelope.paper.revisions],
        **({"has_paper": True} if any("on_paper" in one.actor.evidence for one in kept) else {}),
        **({"has_licensed": True} if any(_is_licensed(one) for one in kept) else {}),
        "events": telling.events(found, report.envelope.biz_no),
        "heads": telling.heads(included),
    }
    return Made(sealed(facts, at), data)


def _is_licensed(kept: Kept) -> bool:
    return bool(kept.actor.evidence.get("made", {}).get("level") == "L2")


def sealed(facts: dict[str, Any], at: dt.datetime) -> bytes:
    """The report as PDF/A-2a with the seal of the installation and a time stamp."""
    printed = printing.render("evidence", facts, at=at)
    return sealing.seal_printed(printed.pdf, printed.slots, certificate=sealing.INSTALLATION, at=at)


def _about(report: EvidenceReport, at: dt.datetime) -> dict[str, Any]:
    envelope, case = report.envelope, report.envelope.case
    return {
        "number": report.number,
        "company": case.entity.name,
        "employee": case.employment.person.name,
        "case_number": case.number,
        "made_at": at.isoformat(),
        "paper": envelope.subject,
        "paper_number": envelope.paper.number,
        "envelope": envelope.biz_no,
        "state": envelope.told_state,
        **_void(envelope),
        "level": envelope.level.lower(),
        "provider": SERVICES.get(envelope.provider, envelope.provider),
        "file_digest": envelope.paper.file.digest,
        "reader": report.reader.name,
    }


def _void(envelope: Envelope) -> dict[str, Any]:
    """Which of two papers makes the other one void, for the report of either."""
    by, voids = envelope.paper.voided_by, envelope.voids
    found = {"voids": voids.paper.number} if voids else {}
    if by and by.issued_at:
        found |= {"void_by": by.number, "void_since": by.issued_at.isoformat()}
    return found


def _given(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in (None, "")}


def _data(
    report: EvidenceReport,
    kept: Sequence[Kept],
    found: Sequence[Event],
    included: Sequence[Included],
    root: bytes,
    at: dt.datetime,
) -> bytes:
    """For programs, and for whoever hashes anew: texts exactly as they were hashed."""
    number = report.envelope.case.number
    told = {
        "version": 1,
        **_about(report, at),
        "revisions": report.envelope.paper.revisions,
        "signers": [_signer(one) for one in kept],
        "chain": [
            {"seq": event.seq, "kind": event.kind, "at": event.happened_at, "digest": event.digest}
            for event in found
        ],
        "heads": [
            {
                **one.as_json(number),
                "head_text": heads.text_of(one.head).decode(),
                "stamp": base64.b64encode(bytes(one.head.stamp)).decode(),
            }
            for one in included
        ],
        "root": root.decode(),
    }
    text = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def _signer(kept: Kept) -> dict[str, Any]:
    made = kept.actor.evidence.get("made", {})
    row = Certificate.objects.filter(serial=made.get("certificate", "")).first()
    return {
        "role": kept.actor.role,
        **_given(telling.signer(kept)),
        "record_sha256": kept.digest,
        "record_text": kept.text,
        "certificate_pem": row.pem if row else "",
    }
