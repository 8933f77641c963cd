"""A repair of pyHanko 0.38: it reads and writes names and references one byte at a time.

A paper has some hundred of them, the same few over and over, and whoever signs or checks it reads
them several times: a quarter of all that a check costs. Here they are read in pieces, and what a
name means is remembered. Whatever is out of the ordinary is left to pyHanko's own way.
Whoever opens signed papers imports this. Drop it when pyHanko does so itself.
"""

import io
import os
import re
from functools import lru_cache
from typing import IO, Any

from pyhanko.pdf_utils import generic as pyhanko_generic
from pyhanko.pdf_utils.misc import PDF_DELIMITERS, PDF_WHITESPACE

generic: Any = pyhanko_generic
"""What is repaired."""
AT_ONCE = 64
END = re.compile(b"[" + re.escape(PDF_WHITESPACE + PDF_DELIMITERS) + b"]")
REFERENCE = re.compile(rb"([1-9][0-9]{0,9})[ \r\n]([0-9]{1,5})[ \r\n]R")
KEPT = 4096
_name = generic._decode_name  # noqa: SLF001
_reference = generic.IndirectObject.read_from_stream
_write = generic.NameObject.write_to_stream
_blank = generic.read_non_whitespace


def token(stream: IO[bytes]) -> bytes:
    """Everything up to the next delimiter or blank, where the stream then stands."""
    read = b""
    while piece := stream.read(AT_ONCE):
        if end := END.search(piece):
            stream.seek(end.start() - len(piece), os.SEEK_CUR)
            return read + piece[: end.start()]
        read += piece
    return read


@lru_cache(maxsize=KEPT)
def _meant(written: bytes) -> str:
    return str(_name(written))


def name(written: bytes) -> Any:
    """The name that these bytes spell; a new object each time, for it is told where it stands."""
    return generic.NameObject(_meant(written))


def reference(stream: IO[bytes], container: Any) -> Any:
    """The reference that begins here."""
    piece = stream.read(AT_ONCE)
    found = REFERENCE.match(piece)
    stream.seek((found.end() if found else 0) - len(piece), os.SEEK_CUR)
    if not found:
        return _reference(stream, container)
    return generic.IndirectObject(int(found[1]), int(found[2]), container.get_pdf_handler())


@lru_cache(maxsize=KEPT)
def _written(name: str) -> bytes:
    out = io.BytesIO()
    _write(generic.NameObject(name), out)
    return out.getvalue()


def write(self: Any, stream: IO[bytes], handler: Any = None, container_ref: Any = None) -> None:
    """The name as its file spells it."""
    stream.write(_written(str(self)))


def next_byte(stream: IO[bytes], seek_back: bool = False, allow_eof: bool = False) -> bytes:
    """The next byte that is no blank and in no comment; with `seek_back` it is read again."""
    byte = stream.read(1)
    while byte and byte in PDF_WHITESPACE:
        byte = stream.read(1)
    if byte and byte != b"%":
        if seek_back:
            stream.seek(-1, os.SEEK_CUR)
        return byte
    stream.seek(-len(byte), os.SEEK_CUR)
    return bytes(_blank(stream, seek_back=seek_back, allow_eof=allow_eof))


def install() -> None:
    """Put it in place. A second time changes nothing."""
    generic.read_until_delimiter = token
    generic._decode_name = name  # noqa: SLF001
    generic.IndirectObject.read_from_stream = staticmethod(reference)
    generic.NameObject.write_to_stream = write
    generic.read_non_whitespace = next_byte


install()
