"""ZIPs that come out equal for equal files, so that nothing can hide between them."""

import io
import zipfile
import zlib
from collections.abc import Iterable

MARK = b"lizhi package 1"
EPOCH = (1980, 1, 1, 0, 0, 0)
SPOILT = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(ValueError, NotImplementedError, RuntimeError),
)
"""What a broken ZIP may raise."""
READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Who packs for others uses these; the decoders of the rest need not meet a stranger's file."""


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
    files = [(entry.filename, read(archive, entry)) for entry in entries]
    whole = [(name, content) for name, content in files if content is not None]
    return len(whole) < len(files) or pack(whole) != data


def read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a file; None when they cannot be read."""
    if entry.compress_type not in READABLE:
        return None
    try:
        return archive.read(entry)
    except SPOILT:
        return None
