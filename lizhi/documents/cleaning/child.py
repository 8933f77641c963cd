"""Have a file decoded by a child of its own, and read its answer."""

import json
import tempfile
from pathlib import Path

from lizhi.documents.cleaning.mother import MOTHER
from lizhi.documents.cleaning.outcomes import Cleaned, Unfit


def clean(source: Path, purpose: str) -> Cleaned:
    """Decode the file and write it anew; `Unfit` with a code when that cannot be.

    A child that runs out of memory or time counts as unreadable: the file is to blame. OSError:
    nobody could look at it just now.
    """
    with tempfile.TemporaryDirectory(prefix="lizhi-clean-") as folder:
        target = Path(folder) / "view"
        if not MOTHER.ask(purpose, str(source.absolute()), str(target)):
            raise Unfit
        answer = json.loads(Path(f"{target}.json").read_bytes())
        if "problem" in answer:
            raise Unfit(answer["problem"])
        return Cleaned(view=target.read_bytes(), **answer)
