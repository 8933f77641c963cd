"""The extra fields that a ZIP has for each of its files: room where something could hide."""

import struct

KNOWN = {0x0001, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0x7075, 0xCAFE}
"""Of common programs: long sizes, times, owners, the name in UTF-8, Java."""
MOST = 128


def are_common(extra: bytes, name: bytes) -> bool:
    """Whether these extra fields are such as common programs add, and no more than they need."""
    if len(extra) > MOST + 2 * len(name):
        return False
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind not in KNOWN:
            return False
        at += 4 + size
    return at == len(extra)
