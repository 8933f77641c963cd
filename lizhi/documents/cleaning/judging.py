"""Whether a stranger's file is what was signed: said in a child that knows no secrets.

Only the roots, the moment and the file are given to it; no database, no key. Django is loaded for
its words alone, with nothing set.
"""

import dataclasses
import datetime as dt
import hashlib
import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from lizhi.documents.cleaning.pdfs import is_active

if TYPE_CHECKING:
    from lizhi.documents.validation import Verdict

MOST_NAMED = 50
"""Faults, signers and papers; a file may be made to have as many as there is room for."""
LONGEST = 200


def judge(source: Path, answer: Path) -> None:
    """Write what was found as JSON. What is needed beside the file lies in `<source>.json`."""
    get_ready()
    from lizhi.common import clock
    from lizhi.documents import packages
    from lizhi.documents.validation import check_pdf, services
    from lizhi.documents.validation.outside import checked_by

    given = json.loads(source.with_name(f"{source.name}.json").read_text(encoding="utf-8"))
    root, moment = given["root"].encode() or None, dt.datetime.fromisoformat(given["moment"])
    settings.STAMP_ROOTS = given["stamp_roots"]
    settings.LICENSED_ROOTS = given["licensed_roots"]
    settings.SM2_ROOTS = given["sm2_roots"]
    roots = services.read(given["services"].encode())
    data = source.read_bytes()
    with clock.at(moment):
        if data[:2] == b"PK":
            told = _told(packages.check(source, root))
        else:
            found = check_pdf(data, root=root, moment=moment)
            found = checked_by(data, found, roots=roots, own=root, moment=moment)
            told = _told(found) | _parts(data)
    told["sha256"] = hashlib.sha256(data).hexdigest()
    answer.write_text(json.dumps(told), encoding="ascii")


def get_ready() -> None:
    """Load what reads signatures, once for all children: it takes longer than a file."""
    if not settings.configured:
        settings.configure(USE_I18N=False, STAMP_ROOTS="", LICENSED_ROOTS="", SM2_ROOTS="")
    import_module("lizhi.documents.packages")  # its words are translated, so after the settings


def _told(verdict: "Verdict") -> dict[str, Any]:
    """Codes and what the file says of itself; the sentences are another's affair."""
    signers = [dataclasses.asdict(one) for one in verdict.signers[:MOST_NAMED]]
    for one in signers:
        one["at"] = one["at"].isoformat() if one["at"] else None
        one |= {key: value[:LONGEST] for key, value in one.items() if isinstance(value, str)}
    problems = [(one.code, one.about[:LONGEST]) for one in verdict.problems[:MOST_NAMED]]
    papers = list(verdict.papers.items())[:MOST_NAMED]
    beside = [(one[:LONGEST], who[:LONGEST], ok) for one, who, ok in verdict.beside[:MOST_NAMED]]
    return {
        "kind": verdict.kind,
        "problems": problems,
        "signers": signers,
        "beside": beside,
        "void": _void(verdict),
        "papers": [{"name": name[:LONGEST], **_told(one)} for name, one in papers],
    }


def _void(verdict: "Verdict") -> dict[str, Any] | None:
    """By which paper and on what day, as the ledger of a package says it."""
    from lizhi.common import clock

    if verdict.void is None:
        return None
    on = clock.local(verdict.void.at).date().isoformat() if verdict.void.at else ""
    return {"by": verdict.void.by[:LONGEST], "on": on}


def _parts(data: bytes) -> dict[str, Any]:
    """Whether it acts, and the digest of each revision that somebody signed."""
    from lizhi.documents.validation.coverage import RANGE

    found = {int(start) + int(size) for _, _, start, size in RANGE.findall(data)}
    ends = sorted(end for end in found if end < len(data))[:MOST_NAMED]
    return {
        "active": is_active(data),
        "revisions": [hashlib.sha256(data[:end]).hexdigest() for end in ends],
    }
