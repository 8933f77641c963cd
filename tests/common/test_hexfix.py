"""Hexadecimal strings are read in pieces, and mean what they meant to pyHanko."""

import io

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfStreamError

from lizhi.common import hexfix

LONG = b"<" + b"0aF1" * 5_000 + b">/Next"


def test_it_is_in_place() -> None:
    assert generic.read_hex_string_from_stream is hexfix.read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (b"<>", b""),
        (b"<48 65\n6c\t6C\x006f>", b"Hello"),
        (b"<616>", b"a`"),
        (LONG[: LONG.index(b">") + 1], b"\x0a\xf1" * 5_000),
    ],
)
def test_what_stands_between_the_brackets(written: bytes, meant: bytes) -> None:
    assert hexfix.read(io.BytesIO(written)).original_bytes == meant


def test_the_stream_stands_behind_it() -> None:
    stream = io.BytesIO(LONG)
    hexfix.read(stream)
    assert stream.read() == b"/Next"


@pytest.mark.parametrize("written", [b"<48", b"<4x>", b"<48(>", b"<"])
def test_what_is_no_such_string_is_refused(written: bytes) -> None:
    with pytest.raises(PdfStreamError):
        hexfix.read(io.BytesIO(written))
