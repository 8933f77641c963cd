"""The ledger near a PDF: in the package it lies in, or beside the folder of papers."""

import hashlib
import json
from pathlib import Path
from typing import Any

Entries = list[dict[str, Any]]


def find_ledger(path: Path, pdf: bytes) -> tuple[list[str] | None, str]:
    """SHA-256 of each revision of this paper and where they were read; None when there are none.

    An entry is the paper's own when it has its file name or kind, or knows these very bytes. In a
    package every PDF must have an entry; elsewhere one that has none is checked without a ledger.
    """
    path = path.absolute()
    digest = hashlib.sha256(pdf).hexdigest()
    for place, binding in _places(path):
        entries = _read(place)
        own = [entry for entry in entries if _is_of(entry, path, digest)]
        own.sort(key=lambda entry: digest not in entry["revisions"])
        if own:
            return own[0]["revisions"], str(place)
        if entries and binding:
            return [""], str(place)
    return None, ""


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


def _read(place: Path) -> Entries:
    """What can be read as entries: `[{"file", "kind", "revisions"}]`, or under "papers"."""
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    entries = found.get("papers") if isinstance(found, dict) else found
    if not isinstance(entries, list):
        return []
    return [one for one in entries if isinstance(one, dict) and _has_revisions(one)]


def _has_revisions(entry: dict[str, Any]) -> bool:
    revisions = entry.get("revisions")
    return isinstance(revisions, list) and all(isinstance(one, str) for one in revisions)


def _is_of(entry: dict[str, Any], path: Path, digest: str) -> bool:
    names = {Path(str(entry.get("file", ""))).name, f"{entry.get('kind', '')}.pdf"}
    return path.name in names or digest in entry["revisions"]
