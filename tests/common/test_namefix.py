"""Names and references are read in pieces, and mean what they meant to pyHanko."""

import io
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError, PdfStreamError, PdfWriteError

from lizhi.common import namefix

LONG = b"A" * 200


class _Container:
    def get_pdf_handler(self) -> None:
        """There is no file."""


NAMES: Any = generic.NameObject


def _read(written: bytes) -> tuple[Any, bytes]:
    stream = io.BytesIO(written)
    return NAMES.read_from_stream(stream), stream.read()


def test_it_is_in_place() -> None:
    reading: Any = generic
    assert reading.read_until_delimiter is namefix.token
    assert reading.read_non_whitespace is namefix.next_byte


@pytest.mark.parametrize(
    ("written", "meant", "behind"),
    [
        (b"/Type /Page", "/Type", b" /Page"),
        (b"/Type/Page", "/Type", b"/Page"),
        (b"/Kids[1 0 R]", "/Kids", b"[1 0 R]"),
        (b"/A#20B\n", "/A B", b"\n"),
        (b"/#E5#AE#8B>>", "/宋", b">>"),
        (b"/", "/", b""),
        (b"/End", "/End", b""),
        (b"/" + LONG + b"(x)", "/" + LONG.decode(), b"(x)"),
        (b"/" + LONG[:63] + b" 1", "/" + LONG[:63].decode(), b" 1"),
        (b"/" + LONG[:64] + b" 1", "/" + LONG[:64].decode(), b" 1"),
    ],
)
def test_a_name_ends_where_something_else_begins(written: bytes, meant: str, behind: bytes) -> None:
    assert _read(written) == (meant, behind)


@pytest.mark.parametrize("written", [b"/A#2", b"/A#xx", b"/A\x80", b"Type"])
def test_what_is_no_name_is_refused(written: bytes) -> None:
    for _again in range(2):
        with pytest.raises(PdfReadError):
            _read(written)


def test_two_names_of_one_spelling_are_two_objects() -> None:
    first, second = _read(b"/Type ")[0], _read(b"/Type ")[0]
    first.container_ref = _Container()
    assert second.container_ref is None


@pytest.mark.parametrize(
    ("written", "meant", "behind"),
    [
        (b"12 0 R/Next", (12, 0), b"/Next"),
        (b"7 3 R", (7, 3), b""),
        (b"7  0\n R ]", (7, 0), b" ]"),
        (b"007 0 R>>", (7, 0), b">>"),
    ],
)
def test_references(written: bytes, meant: tuple[int, int], behind: bytes) -> None:
    stream = io.BytesIO(written)
    container: Any = _Container()
    found = generic.IndirectObject.read_from_stream(stream, container)
    assert (found.idnum, found.generation) == meant
    assert stream.read() == behind


@pytest.mark.parametrize("written", [b"7 0 obj", b"0 0 R", b"x 0 R", b"-1 0 R"])
def test_what_is_no_reference_is_refused(written: bytes) -> None:
    container: Any = _Container()
    with pytest.raises(PdfReadError):
        generic.IndirectObject.read_from_stream(io.BytesIO(written), container)


@pytest.mark.parametrize("name", ["/Type", "/A B", "/宋", "/A#B", "/"])
def test_what_is_written_is_read_again(name: str) -> None:
    for _again in range(2):
        out = io.BytesIO()
        generic.NameObject(name).write_to_stream(out)
        assert out.getvalue().isascii()
        assert _read(out.getvalue() + b" ")[0] == name


def test_a_name_without_its_sign_is_not_written() -> None:
    with pytest.raises(PdfWriteError):
        generic.NameObject("Type").write_to_stream(io.BytesIO())


@pytest.mark.parametrize("written", [b"x", b" \n\0\tx", b"% say\n  x", b" %\n%\r\nx"])
def test_blanks_and_comments_are_passed_over(written: bytes) -> None:
    stream = io.BytesIO(written + b"y")
    assert namefix.next_byte(stream, seek_back=True) == b"x"
    assert stream.read() == b"xy"


def test_the_end_of_the_file_is_said() -> None:
    assert namefix.next_byte(io.BytesIO(b"  "), allow_eof=True) == b""
    with pytest.raises(PdfStreamError):
        namefix.next_byte(io.BytesIO(b"  "))
