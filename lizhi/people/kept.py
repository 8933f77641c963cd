"""Files of this room, encrypted on disk: rosters on their way in, seal pictures.

They lie in their own folders under `DATA_DIR`, named by the SHA-256 of what they hold, locked with
the folder's own key and bound to that name: a file that was swapped or moved does not open.
"""

import datetime as dt
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from django.conf import settings

from lizhi.common import encryption
from lizhi.common.damage import Unreadable

DIGEST_LENGTH = 64
PART = ".part"


class Damaged(Unreadable):
    """The file is there, but not what was put there."""


class Missing(Damaged):
    """There is no such file."""


def _place(folder: str, digest: str) -> Path:
    if len(digest) != DIGEST_LENGTH or not digest.isalnum():
        raise Missing(digest)
    return Path(settings.DATA_DIR) / folder / digest


def keep(folder: str, data: bytes) -> str:
    """Put it there and return its name; the same content again is only as young as a new one.

    What lies there damaged is replaced: the same picture brought again mends it.
    """
    digest = hashlib.sha256(data).hexdigest()
    place = _place(folder, digest)
    if _holds(folder, digest):
        place.touch()
        return digest
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sealed = encryption.seal(encryption.key_for(folder), data, bound_to=f"{folder}/{digest}")
    draft = place.with_name(f"{digest}.{os.getpid()}{PART}")
    with draft.open("wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)
    return digest


def read(folder: str, digest: str) -> bytes:
    """The content, or `Damaged`, or `Missing`, which is a kind of it."""
    try:
        sealed = _place(folder, digest).read_bytes()
        return encryption.unseal(encryption.key_for(folder), sealed, bound_to=f"{folder}/{digest}")
    except FileNotFoundError as fault:
        raise Missing(digest) from fault
    except (InvalidTag, ValueError) as fault:
        raise Damaged(digest) from fault


def _holds(folder: str, digest: str) -> bool:
    try:
        read(folder, digest)
    except Damaged:
        return False
    return True


def written(folder: str) -> dict[str, dt.datetime]:
    """Name → when it was written, of all that lies there; drafts of whoever died writing too."""
    place = Path(settings.DATA_DIR) / folder
    files = place.iterdir() if place.is_dir() else ()
    return {file.name: dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC) for file in files}


def drop(folder: str, digest: str) -> None:
    """Take it away for good."""
    _place(folder, digest).unlink(missing_ok=True)


def drop_draft(folder: str, name: str) -> None:
    """Take away what somebody who died was writing."""
    if name.endswith(PART):
        (Path(settings.DATA_DIR) / folder / Path(name).name).unlink(missing_ok=True)
