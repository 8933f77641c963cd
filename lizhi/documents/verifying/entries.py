"""What a ledger says, as far as it can be read."""

import json
from pathlib import Path
from typing import Any

from lizhi.documents import strangers
from lizhi.documents.packages import layout

Entries = list[dict[str, Any]]


def read_entries(place: Path) -> Entries:
    """What can be read as entries: `[{"file", "kind", "revisions"}]`, or under "papers".

    Raises OSError, or any of `ODD_JSON`.
    """
    found = json.loads(strangers.read(place, layout.MOST_METADATA).decode())
    entries = found.get("papers") if isinstance(found, dict) else found
    if not isinstance(entries, list):
        return []
    return [one for one in entries if isinstance(one, dict) and _has_revisions(one)]


def _has_revisions(entry: dict[str, Any]) -> bool:
    revisions = entry.get("revisions")
    if not isinstance(revisions, list) or not revisions:
        return False
    return all(isinstance(one, str) for one in revisions)


def is_of(entry: dict[str, Any], path: Path, digest: str) -> bool:
    """Whether an entry is about the paper at this path, or knows its very bytes."""
    names = {Path(str(entry.get("file", ""))).name, f"{entry.get('kind', '')}.pdf"}
    return path.name in names or digest in entry["revisions"]
