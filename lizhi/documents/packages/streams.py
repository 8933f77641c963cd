"""The bytes of a file in a ZIP, a piece at a time."""

import zlib
from collections.abc import Iterator

from lizhi.documents.strangers import Spoilt

PIECE = 1 << 16


def stored(packed: memoryview) -> Iterator[bytes]:
    """As they lie there."""
    for at in range(0, len(packed), PIECE):
        yield bytes(packed[at : at + PIECE])


def inflated(packed: memoryview) -> Iterator[bytes]:
    """Never more at once than a piece, however small a bomb is; and nothing behind its end."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), PIECE):
        rest: bytes | memoryview = packed[at : at + PIECE]
        piece = b"more"
        while rest or piece:
            piece = engine.decompress(rest, PIECE)
            rest = engine.unconsumed_tail
            if piece:
                yield piece
        if engine.unused_data or (engine.eof and at + PIECE < len(packed)):
            raise Spoilt
    if not engine.eof:
        raise Spoilt
