"""Check whatever lies at a path, and say by which root and which ledger."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lizhi.documents import packages
from lizhi.documents.validation import Verdict, check_pdf
from lizhi.documents.validation.verdict import unreadable
from lizhi.documents.verifying.ledgers import find_ledger
from lizhi.documents.verifying.roots import FoundRoot, find_root

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


def verify(path: Path, option: Path | None = None) -> Answer:
    """A PDF or a package at this path; `option` is a root that somebody insists on.

    Raises OSError when that root cannot be read.
    """
    root = find_root(path, option)
    data = root.data if root else None
    if not path.exists():
        return Answer(str(path), unreadable("unknown", "missing"), root)
    if path.is_dir() or _begins_like_zip(path):
        return Answer(str(path), packages.check(path, data), root)
    try:
        pdf = path.read_bytes()
    except OSError:
        return Answer(str(path), unreadable("unknown"), root)
    ledger, place = find_ledger(path, pdf)
    return Answer(str(path), check_pdf(pdf, root=data, ledger=ledger), root, place)


def _begins_like_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False
