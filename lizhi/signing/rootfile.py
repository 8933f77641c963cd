"""The root certificate as a file, for whoever checks a paper without asking the database."""

import tempfile
from pathlib import Path

from django.conf import settings


def place() -> Path:
    """Where `lizhi verify` and a backup look for it."""
    return Path(settings.DATA_DIR) / "trust" / "root.pem"


def write(pem: bytes) -> Path:
    """Put it there; an equal file is left alone, and nobody ever reads half of one."""
    path = place()
    if path.exists() and path.read_bytes() == pem:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
        half.write(pem)
    fresh = Path(half.name)
    fresh.chmod(0o644)
    return fresh.replace(path)
