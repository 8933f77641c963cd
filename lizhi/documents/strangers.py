"""Files that strangers hand us: read as what they are, and never more of them than we can hold."""

import stat
from pathlib import Path

ODD_JSON = (
    *(ValueError, TypeError, KeyError, IndexError),
    *(AttributeError, OverflowError, RecursionError),
)
"""What may be raised by reading JSON that somebody has written to do harm."""


class Spoilt(ValueError):
    """This is not made as such a thing is made."""


def read(path: Path, most: int) -> bytes:
    """The bytes of a regular file; OSError when it is none, or holds more than `most`.

    A pipe would keep us waiting, and a device never ends.
    """
    told = path.stat()
    if not stat.S_ISREG(told.st_mode):
        raise OSError(f"not a regular file: {path}")
    if told.st_size > most:
        raise OSError(f"more than {most} bytes: {path}")
    with path.open("rb") as file:
        data = file.read(told.st_size + 1)
    if len(data) != told.st_size:
        raise OSError(f"changes while it is read: {path}")
    return data
