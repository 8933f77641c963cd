"""Check whatever lies at a path, and say by which root and which ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from lizhi.common import clock
from lizhi.documents import packages, strangers
from lizhi.documents.validation import Verdict, check_pdf, sm2_seals
from lizhi.documents.validation.outside import checked_by
from lizhi.documents.validation.verdict import unreadable
from lizhi.documents.verifying.ledgers import find_ledger
from lizhi.documents.verifying.roots import FoundRoot, RootUnreadable, find_root

MOST_PDF = 64 * 1024**2
MOST_BESIDE = 1024**2
VALID, INVALID, UNREADABLE = 0, 1, 2


@dataclass(frozen=True)
class Answer:
    """The verdict, and on what it rests."""

    path: str
    verdict: Verdict
    root: FoundRoot | None
    ledger: str = ""
    """Where the ledger was read; empty: there was none."""

    @property
    def code(self) -> int:
        """0 valid, 1 invalid, 2 unreadable."""
        if not self.verdict.readable:
            return UNREADABLE
        return VALID if self.verdict.valid else INVALID

    def as_json(self) -> dict[str, Any]:
        """For programs: `path`, `root`, `ledger`, and all that the verdict says."""
        root = self.root and {
            "sha256": self.root.fingerprint,
            "file_sha256": self.root.file_digest,
            "from": self.root.origin,
            "path": self.root.path,
        }
        return {"path": self.path, "root": root, "ledger": self.ledger, **self.verdict.as_json()}


def verify(path: Path, option: Path | None = None, services: Sequence[bytes] = ()) -> Answer:
    """A PDF or a package at this path; `option` is a root that somebody insists on.

    `services` are roots (PEM) of signing services, for a paper of one that lies by itself; a
    package holds them. Raises RootUnreadable when that root cannot be read.
    """
    try:
        if not path.exists():
            return Answer(str(path), unreadable("unknown", "missing"), find_root(path, option))
        if path.is_dir() or _begins_like_zip(path):
            return _package(path, option)
        return _paper(path, strangers.read(path, MOST_PDF), find_root(path, option), services)
    except RootUnreadable:
        raise
    except (OSError, MemoryError):  # of the path itself: its name, who may read it, what it is
        return Answer(str(path), unreadable("unknown"), None)


def _package(path: Path, option: Path | None) -> Answer:
    try:
        source = packages.open_source(path)
    except (packages.NoPackage, OSError):
        return Answer(str(path), unreadable("package"), find_root(path, option))
    root = find_root(path, option, source)
    return Answer(str(path), packages.check_source(source, root.data if root else None), root)


def _paper(path: Path, pdf: bytes, root: FoundRoot | None, services: Sequence[bytes]) -> Answer:
    ledger, own = find_ledger(path, pdf), root.data if root else None
    verdict = check_pdf(pdf, root=own, ledger=ledger.revisions)
    verdict = checked_by(pdf, verdict, roots=services, own=own, moment=clock.now())
    verdict.void = ledger.void
    for place in ledger.spoilt:
        if place == ledger.binding:
            verdict.add("ledger_bad", place)
        else:
            verdict.notes.append(gettext("%s: this ledger cannot be read.") % place)
    _beside(path, pdf, verdict)
    return Answer(str(path), verdict, root, ledger.place)


def _beside(path: Path, pdf: bytes, verdict: Verdict) -> None:
    """An SM2 signature under the paper's own name, if somebody has put one there."""
    place = path.with_name(path.name + sm2_seals.SUFFIX)
    if place.exists():
        container = strangers.read(place, MOST_BESIDE)
        sm2_seals.add(pdf, container, place.name, verdict, clock.now())


def _begins_like_zip(path: Path) -> bool:
    if not path.is_file():
        return False  # never open a pipe: it would keep us waiting
    with path.open("rb") as file:
        return file.read(2) == b"PK"
