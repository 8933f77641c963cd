"""What a child does: one file, with little to spend; its answer is JSON in a file."""

import json
import resource
import signal
from pathlib import Path

from lizhi.documents.cleaning.kinds import kind_of
from lizhi.documents.cleaning.outcomes import Cleaned, Unfit

MEMORY = 2 * 1024**3
CPU_SECONDS = 30
SECONDS = 60
TARGET_BYTES = 64 * 1024**2
HEAD = 16
JUDGE = "judge"
"""Not to be written anew, but to be said whether it is what was signed."""


def clean(purpose: str, source: str, target: str) -> None:
    """The clean copy is at `target` then, {"media_type", "view_type"} or {"problem"} beside it."""
    _limit()
    if purpose == JUDGE:
        from lizhi.documents.cleaning import judging

        judging.judge(Path(source), Path(f"{target}.json"))
        return
    try:
        cleaned = _cleaned(Path(source).read_bytes(), purpose)
        Path(target).write_bytes(cleaned.view)
        answer = {"media_type": cleaned.media_type, "view_type": cleaned.view_type}
    except Unfit as unfit:
        answer = {"problem": unfit.code}
    Path(f"{target}.json").write_text(json.dumps(answer), encoding="ascii")


def _limit() -> None:
    signal.alarm(SECONDS)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
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
