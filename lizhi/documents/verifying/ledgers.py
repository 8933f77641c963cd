"""The ledger near a PDF: in the package it lies in, or beside the folder of papers."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from lizhi.documents import strangers
from lizhi.documents.validation import voided
from lizhi.documents.validation.voided import Voided
from lizhi.documents.verifying.entries import is_of, read_entries


@dataclass
class FoundLedger:
    """What is known near a PDF about its revisions."""

    revisions: list[str] | None = None
    """SHA-256 of each, oldest first; None when nothing is known."""
    void: Voided | None = None
    """The ledger says that both sides have made this paper void."""
    place: str = ""
    """Where they were read."""
    spoilt: list[str] = field(default_factory=list)
    """Ledgers on the way there that nobody can read."""
    binding: str = ""
    """Of these, the one of the package that the PDF lies in: it would have to know the paper."""


def find_ledger(path: Path, pdf: bytes) -> FoundLedger:
    """The revisions of this paper, as the nearest ledger that knows it has them.

    An entry is the paper's own when it has its file name or kind, or knows these very bytes. In a
    package every PDF must have an entry; elsewhere one that has none is checked without a ledger.
    """
    path = path.absolute()
    digest = hashlib.sha256(pdf).hexdigest()
    found = FoundLedger()
    for place, binding in _places(path):
        try:
            entries = read_entries(place)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, *strangers.ODD_JSON):
            found.spoilt.append(str(place))
            found.binding = found.binding or (str(place) if binding else "")
            continue
        own = [entry for entry in entries if is_of(entry, path, digest)]
        own.sort(key=lambda entry: digest not in entry["revisions"])
        if own or binding:
            found.revisions, found.place = own[0]["revisions"] if own else [""], str(place)
            found.void = voided.read(own[0]) if own else None
            break
    return found


def _places(path: Path) -> list[tuple[Path, bool]]:
    folder, above = path.parent, path.parent.parent
    bags = sorted(above.glob("package/*/data/metadata/ledger.json"))
    return [
        (above / "metadata" / "ledger.json", folder.name == "documents"),
        (folder / "ledger.json", False),
        (above / "ledger.json", False),
        (above / "case.json", False),
        *((bag, False) for bag in bags),
    ]
