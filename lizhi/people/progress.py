"""How far an import is.

A file says so, because all rows are written in one transaction: nobody else could see a counter in
the database, and on SQLite nobody else could write one.
"""

from pathlib import Path
from typing import Protocol

from django.conf import settings

FOLDER = "progress"


class Batch(Protocol):
    """A roster or a file of payroll on its way in; no two of them have one number."""

    number: str


def _place(batch: Batch) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / f"{batch.number}.progress"


def note(batch: Batch, rows: int) -> None:
    """So many rows are through."""
    place = _place(batch)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_suffix(".part")
    draft.write_text(str(rows), encoding="utf-8")
    draft.replace(place)


def seen(batch: Batch) -> int:
    """How many rows are through, as far as anybody has said."""
    try:
        return int(_place(batch).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0


def clear(batch: Batch) -> None:
    """It is over."""
    _place(batch).unlink(missing_ok=True)
