"""One hash over many lines, and the short proof that a line is among them (RFC 9162, 2.1).

Whoever holds the hash can be shown one line and a dozen hashes beside it: that proves that the line
was there, and says nothing about any other.
"""

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\0", b"\1"
"""So that no node can be passed off as a line."""


def root(lines: Sequence[bytes]) -> bytes:
    """The hash over all of them, in their order."""
    level = [_leaf(line) for line in lines]
    if not level:
        return hashlib.sha256().digest()
    while len(level) > 1:
        level = _above(level)
    return level[0]


def proof(lines: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that, with the line at this place, lead to the root."""
    level, path = [_leaf(line) for line in lines], []
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            path.append(level[beside])
        level, index = _above(level), index // 2
    return path


def leads_to(line: bytes, index: int, count: int, path: Sequence[bytes]) -> bytes | None:
    """The root to which this line at this place of so many leads; None when the path is none."""
    if not 0 <= index < count:
        return None
    found, last, rest = _leaf(line), count - 1, list(path)
    while last:
        if index % 2 or index < last:
            if not rest:
                return None
            beside = rest.pop(0)
            found = _node(beside, found) if index % 2 else _node(found, beside)
        index, last = index // 2, last // 2
    return None if rest else found


def _above(level: list[bytes]) -> list[bytes]:
    """Pairs become one; the last of an odd number goes up as it is."""
    pairs = range(0, len(level) - 1, 2)
    made = [_node(level[at], level[at + 1]) for at in pairs]
    return [*made, level[-1]] if len(level) % 2 else made


def _leaf(line: bytes) -> bytes:
    return hashlib.sha256(LEAF + line).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()
