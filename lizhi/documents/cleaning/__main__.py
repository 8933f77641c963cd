"""The child: `python -m lizhi.documents.cleaning PURPOSE SOURCE TARGET`, with little to spend.

Prints one line of JSON: {"media_type", "view_type"} or {"problem"}; the clean copy is at TARGET.
"""

import json
import resource
import sys
from pathlib import Path

from lizhi.documents.cleaning.kinds import kind_of
from lizhi.documents.cleaning.outcomes import Cleaned, Unfit

MEMORY = 2 * 1024**3
SECONDS = 30
TARGET_BYTES = 64 * 1024**2
HEAD = 16


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, TARGET_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _cleaned(data: bytes, purpose: str) -> Cleaned:
    kind = kind_of(data[:HEAD])
    if purpose == "roster":
        from lizhi.documents.cleaning.sheets import clean_sheet

        return clean_sheet(data)
    if kind == "pdf" and purpose != "seal":
        from lizhi.documents.cleaning.pdfs import clean_pdf

        return clean_pdf(data)
    if kind in {"jpeg", "png", "webp", "heic"}:
        from lizhi.documents.cleaning import pictures

        work = pictures.clean_seal if purpose == "seal" else pictures.clean_photo
        return work(data, kind)
    raise Unfit


def main(purpose: str, source: str, target: str) -> dict[str, str]:
    """Clean one file; what to print."""
    try:
        cleaned = _cleaned(Path(source).read_bytes(), purpose)
    except Unfit as unfit:
        return {"problem": unfit.code}
    Path(target).write_bytes(cleaned.view)
    return {"media_type": cleaned.media_type, "view_type": cleaned.view_type}


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(main(*sys.argv[1:4])))
