"""A repair of pyHanko 0.38: it reads hexadecimal strings one digit at a time.

The container of one signature has twelve thousand of them, and whoever signs or checks a paper
reads each container several times: a fifth of all that a check costs. Here they are read in pieces.
Whoever opens signed papers imports this. Drop it when pyHanko does so itself.
"""

import binascii
import os
from typing import IO, Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfStreamError

AT_ONCE = 4096
BLANKS = b"\x00\t\n\x0c\r "


def read(stream: IO[bytes]) -> Any:
    """The string that begins here; the stream stands behind its `>` afterwards."""
    stream.read(1)
    read: list[bytes] = []
    while b">" not in (piece := stream.read(AT_ONCE)):
        if not piece:
            raise PdfStreamError("A hexadecimal string has no end")
        read.append(piece)
    last, _end, behind = piece.partition(b">")
    stream.seek(-len(behind), os.SEEK_CUR)
    digits = b"".join([*read, last]).translate(None, BLANKS)
    try:
        return generic.pdf_string(binascii.unhexlify(digits + b"0" * (len(digits) % 2)))
    except binascii.Error as error:
        raise PdfStreamError("Something else than digits in a hexadecimal string") from error


def install() -> None:
    """Put it in place. A second time changes nothing."""
    generic.read_hex_string_from_stream = read


install()
