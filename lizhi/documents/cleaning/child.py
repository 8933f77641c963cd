"""Start the child with almost nothing around it, and read its answer."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from sysconfig import get_path

from lizhi.documents.cleaning.outcomes import Cleaned, Unfit

SECONDS = 60
ROOT = Path(__file__).resolve().parents[3]

__all__ = ["Cleaned", "Unfit", "clean"]


def clean(source: Path, purpose: str) -> Cleaned:
    """Decode the file and write it anew; `Unfit` with a code when that cannot be.

    A child that runs out of memory or time counts as unreadable: the file is to blame.
    """
    with tempfile.TemporaryDirectory(prefix="lizhi-clean-") as folder:
        target = Path(folder) / "view"
        command = [sys.executable, "-S", "-m", "lizhi.documents.cleaning"]
        try:
            done = subprocess.run(  # noqa: S603  our own words and two paths of ours
                [*command, purpose, str(source), str(target)],
                env=_environment(),
                cwd=folder,
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
            answer = json.loads(done.stdout)
        except (subprocess.SubprocessError, ValueError) as error:
            raise Unfit from error
        if "problem" in answer:
            raise Unfit(answer["problem"])
        return Cleaned(view=target.read_bytes(), **answer)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    # Without `site` (-S) it starts in half the time, and has to be told where packages lie.
    places = dict.fromkeys([str(ROOT), get_path("purelib"), get_path("platlib")])
    path = os.pathsep.join(places)
    return {**kept, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
