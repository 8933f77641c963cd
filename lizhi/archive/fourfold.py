"""The four properties of an electronic record (DA/T 70): authentic, whole, usable, safe.

Counted once when the package is sealed; the counts go into it and stand on the page.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lizhi.archive.papers import Kept
from lizhi.cases import chain
from lizhi.cases.models import Case, Event, Paper
from lizhi.documents import gate, pages
from lizhi.documents.validation import check_pdf, own
from lizhi.documents.validation.outside import check_outside

AUTHENTIC, WHOLE, USABLE, SAFE = "authentic", "whole", "usable", "safe"
NEEDED = (
    Paper.Kind.RECEIPT,
    Paper.Kind.LETTER,
    Paper.Kind.SETTLEMENT,
    Paper.Kind.CERTIFICATE,
)
"""Papers that a resignation must have. An agreement may stay unsigned, a handover disputed."""


@dataclass(frozen=True)
class Roots:
    """What signatures must lead to (PEM): our own, and those of papers of signing services."""

    own: bytes
    services: Sequence[bytes] = ()


@dataclass(frozen=True)
class Check:
    """One counted check: so many of so many, and which ones failed."""

    code: str
    good: int
    of: int
    failed: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Nothing failed."""
        return self.good == self.of


def run(
    case: Case,
    kept: Sequence[Kept],
    events: Sequence[Event],
    *,
    roots: Roots,
    at: dt.datetime,
    needed: Sequence[str] = NEEDED,
) -> dict[str, Any]:
    """`{"at", "passed", "properties": {name: {"passed", "checks": [{code, good, of, failed}]}}}`.

    No virus scanner looks at files yet; that is said and not counted.
    """
    properties = {
        AUTHENTIC: _authentic(case, kept, events, roots, at),
        WHOLE: _whole(kept, needed),
        USABLE: _usable(kept),
        SAFE: _safe(case, kept),
    }
    told = {
        name: {
            "passed": all(check.passed for check in checks),
            "checks": [{**asdict(check), "failed": list(check.failed)} for check in checks],
        }
        for name, checks in properties.items()
    }
    passed = all(one["passed"] for one in told.values())
    return {"at": at.isoformat(), "passed": passed, "scanned": False, "properties": told}


def _authentic(
    case: Case, kept: Sequence[Kept], events: Sequence[Event], roots: Roots, at: dt.datetime
) -> list[Check]:
    issued = [one for one in kept if one.signed]

    def is_valid(one: Kept) -> bool:
        return _holds(one, roots, at)

    broken = chain.first_broken(case, events)
    good = len(events) if broken is None else broken - 1
    failed = () if broken is None else (str(broken),)
    return [_count("signed", issued, is_valid), Check("chained", good, len(events), failed)]


def _holds(one: Kept, roots: Roots, at: dt.datetime) -> bool:
    root, ledger = roots.own, one.paper.revisions
    if one.service:
        found = check_outside(one.data, roots=roots.services, own=root, ledger=ledger, moment=at)
        return found.valid
    return (
        own.holds(one.data, root=root, ledger=ledger, moment=at)
        or check_pdf(one.data, root=root, ledger=ledger, moment=at).valid
    )


def _whole(kept: Sequence[Kept], needed: Sequence[str]) -> list[Check]:
    there = {one.paper.kind for one in kept if one.signed}
    missing = tuple(str(kind) for kind in needed if kind not in there)
    papers = Check("papers_there", len(needed) - len(missing), len(needed), missing)
    last = _count(
        "last_revision", kept, lambda one: one.paper.revisions[-1] == one.paper.file.digest
    )
    return [papers, last]


def _usable(kept: Sequence[Kept]) -> list[Check]:
    return [
        _count("opens", kept, lambda one: pages.count(one.data) > 0),
        _count("archivable", kept, lambda one: not gate.faults(one.data)),
    ]


def _safe(case: Case, kept: Sequence[Kept]) -> list[Check]:
    outside = list(case.proofs.select_related("file"))
    named = {proof.file.digest for proof in outside}
    inside = [one for one in kept if one.paper.file.digest in named]
    return [
        _count("decrypted", kept, lambda one: bool(one.data)),
        Check("proofs_outside", len(outside) - len(inside), len(outside)),
    ]


def _count(code: str, kept: Sequence[Kept], holds: Callable[[Kept], bool]) -> Check:
    failed = tuple(one.name for one in kept if not holds(one))
    return Check(code, len(kept) - len(failed), len(kept), failed)
