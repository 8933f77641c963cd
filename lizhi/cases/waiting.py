"""Strangers' files that wait to be looked at: in a folder nobody else reads, for minutes."""

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from lizhi.cases.models import FileCheck
from lizhi.common import encryption

MOST_BYTES = 20 * 1024 * 1024
MOST_WAITING = 30
KEPT = dt.timedelta(hours=1)
PURPOSE = "file-check"


def path_of(check: FileCheck) -> Path:
    """Where the file lies. All web hosts and the job worker must see this folder."""
    return Path(settings.DATA_DIR) / "checks" / check.key.hex


def write(check: FileCheck, data: bytes) -> None:
    """Lay it there."""
    path = path_of(check)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def sealed(check: FileCheck, told: dict[str, Any]) -> bytes:
    """An answer as it is kept for its hour."""
    text = json.dumps(told, ensure_ascii=False).encode()
    return encryption.seal(encryption.key_for(PURPOSE), text, bound_to=str(check.key))


def answer_of(check: FileCheck) -> dict[str, Any]:
    """The answer again; empty while there is none."""
    if check.state != FileCheck.State.ANSWERED:
        return {}
    key = encryption.key_for(PURPOSE)
    text = encryption.unseal(key, bytes(check.answer), bound_to=str(check.key))
    told: dict[str, Any] = json.loads(text)
    return told
