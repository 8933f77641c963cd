"""Have a stranger's file looked at by a child with limits. Only the job worker comes here."""

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from lizhi.documents import anchors
from lizhi.documents.cleaning.mother import Mother
from lizhi.documents.validation import services
from lizhi.documents.verifying.roots import PLACE

JUDGES = Mother("judge")
"""Apart from her who cleans uploads: no stranger's file keeps those waiting."""
TOO_MUCH = {"kind": "unknown", "problems": [("too_much", "")], "signers": [], "papers": []}


def judge(data: bytes, at: dt.datetime) -> dict[str, Any]:
    """What was found, by codes: `kind`, `problems`, `signers`, `papers` and more.

    A child that runs out of time or memory says that there was too much. OSError: nobody could
    look just now.
    """
    with tempfile.TemporaryDirectory(prefix="lizhi-judge-") as folder:
        source, target = Path(folder) / "file", Path(folder) / "answer"
        source.write_bytes(data)
        given = {
            "root": _root(),
            "moment": at.isoformat(),
            "stamp_roots": settings.STAMP_ROOTS,
            "licensed_roots": settings.LICENSED_ROOTS,
            "sm2_roots": settings.SM2_ROOTS,
            "services": b"".join(services.trusted()).decode("ascii"),
        }
        source.with_name("file.json").write_text(json.dumps(given), encoding="ascii")
        if not JUDGES.ask("judge", str(source), str(target)):
            return dict(TOO_MUCH)
        told: dict[str, Any] = json.loads(Path(f"{target}.json").read_bytes())
        return told


def _root() -> str:
    """As whoever keeps it says; else as it lies on this machine, which may be one of many."""
    if pem := anchors.known():
        return pem.decode("ascii")
    place = Path(settings.DATA_DIR) / PLACE
    return place.read_text(encoding="ascii") if place.exists() else ""
