"""The file in which the parts of an upload wait for each other, readable by nobody else."""

import os
from pathlib import Path

from django.conf import settings

from lizhi.documents.models import Upload


def path_of(upload: Upload) -> Path:
    """Where it lies. All web hosts and the job worker must see this folder."""
    folder = Path(settings.DATA_DIR) / "uploads"
    return folder / f"{upload.pk.hex}.part"


def arrived(upload: Upload) -> int:
    """How many bytes are surely there: a host that fell over may have lost the newest ones."""
    try:
        return min(upload.offset, path_of(upload).stat().st_size)
    except FileNotFoundError:
        return 0


def write(upload: Upload, offset: int, data: bytes) -> None:
    """Put a part in its place; whatever lay behind it from an interrupted try is cut off."""
    path = path_of(upload)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        file.seek(offset)
        file.write(data)
        file.truncate()
        if offset + len(data) == upload.size:
            file.flush()
            os.fsync(file.fileno())
