"""All findings of a file: a page lists the first of them, the report and the marked rows have all.

A batch keeps some thousands beside its figures. What a file has more of lies encrypted beside the
file itself, and goes when the file goes.
"""

import json
import zlib
from typing import Any

from lizhi.people import kept
from lizhi.people.models import ImportBatch
from lizhi.people.roster.report import Report

FOLDER = "imports"
MOST_LISTED = 2000
"""Findings that a page goes through; a file with more is better repaired as a whole."""
NAMES = ("rows", "errors", "warnings")


def keep(report: Report) -> str:
    """Keep those of a long report; its name, empty for a report that the batch has room for."""
    if max(len(report.errors), len(report.warnings)) <= MOST_LISTED:
        return ""
    text = json.dumps(report.as_dict(), ensure_ascii=False)
    return kept.keep(FOLDER, zlib.compress(text.encode(), 1))


def whole(batch: ImportBatch) -> dict[str, Any]:
    """Rows, errors and warnings of this batch, every one of them.

    Raises `kept.Damaged` when the long report is no longer kept.
    """
    if digest := batch.report.get("whole"):
        found: dict[str, Any] = json.loads(zlib.decompress(kept.read(FOLDER, digest)))
        return found
    return {name: batch.report.get(name) for name in NAMES}
