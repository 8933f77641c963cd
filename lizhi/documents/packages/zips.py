"""ZIPs that come out equal for equal files, so that nothing can hide between them."""

import io
import zipfile
from collections.abc import Iterable

MARK = b"lizhi package 1"
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """One ZIP, stored and not deflated: what a package holds must be readable by any means."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = MARK
        for name, data in files:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def is_odd(data: bytes, archive: zipfile.ZipFile) -> bool:
    """Whether a ZIP that was packed here is no longer what it was, though its files may be.

    A ZIP that somebody else made of the same files is none of ours, and as good.
    """
    entries = archive.infolist()
    ours = archive.comment == MARK or all(entry.date_time == EPOCH for entry in entries)
    if not ours:
        return False
    try:
        return pack((entry.filename, archive.read(entry)) for entry in entries) != data
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return True
