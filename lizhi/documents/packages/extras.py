"""The extra fields that a ZIP has for each of its files: room where something could hide."""

import struct

KNOWN = {0x0001, 0x000A, 0x5455, 0x5855, 0x7855, 0x7875, 0x7075, 0xCAFE}
"""Of common programs: long sizes, times, owners, the name in UTF-8, Java."""
NAME, NAME_FROM = 0x7075, 9
"""Whoever unpacks may prefer this name: it must be the one that was checked."""
MOST = 128


def are_common(extra: bytes, name: bytes) -> bool:
    """Whether these extra fields are such as common programs add, and no more than they need."""
    if len(extra) > MOST + 2 * len(name):
        return False
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        renamed = kind == NAME and extra[at + NAME_FROM : at + 4 + size] != name
        if kind not in KNOWN or renamed:
            return False
        at += 4 + size
    return at == len(extra)
