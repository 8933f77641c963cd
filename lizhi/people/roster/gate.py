"""What is let in as a roster: an .xlsx without macros, without a password, of a sane size."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from lizhi.common.refusals import Refused

MOST_BYTES = 100 * 1024 * 1024
"""From the command line; a page takes less."""
MOST_UNPACKED = 600 * 1024 * 1024
MOST_MEMBERS = 2000
CHUNK = 1 << 20
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FAR_CELL = re.compile(
    rb"r=[\"'](?:[A-Z]{3}\d|[C-Z][A-Z]\d|[A-Z]+(?:1[2-9]\d{4}|[2-9]\d{5}|\d{7}))[^>]*[^/]>"
)
"""A filled cell right of BZ or below row 120,000: the reader would make room for all between."""
_FAR_ROW = re.compile(rb"row\b[^>]*\br=[\"'](?:1[2-9]\d{4}|[2-9]\d{5}|\d{7,})[\"']")
_NAMELESS = re.compile(rb"<(?:\w+:)?c(?:\s+[a-qs-z]\w*=[\"'][^\"']*[\"'])*\s*>")
"""A cell that does not say where it stands; in a far row it would be as far as the others."""
_NEAR = CHUNK // 4


class Unreadable(Refused):
    """The file is no roster that we can read; the reason is one line."""

    code = "unreadable"


Watch = Callable[[str, bytes], None]
"""Sees every piece of every sheet, so that nobody has to unpack them a second time."""


def check(data: bytes, watch: Watch) -> None:
    """Pass in silence, or say by name what kind of file this is and what to do."""
    with _opened(data) as package:
        _read_all(package, watch)


def glance(data: bytes) -> None:
    """The same as far as the outside of a file shows it: nothing is unpacked, it costs nothing."""
    with _opened(data):
        pass


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    if len(data) > MOST_BYTES:
        raise Unreadable(_("The file is too large. Please divide it."))
    if data.startswith(_OLD):
        raise _old(data)
    if not data.startswith(b"PK"):
        raise Unreadable(_("This is not an Excel file. Please save the table as .xlsx."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_members(package)
            yield package
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, RuntimeError) as fault:
        raise Unreadable(_("The file is damaged. Please save it again and retry.")) from fault


def _old(data: bytes) -> Unreadable:
    if _ENCRYPTED in data:
        return Unreadable(_("The file has a password. Please save it without one."))
    return Unreadable(_("This is an old .xls file. Please save it as .xlsx."))


def _check_members(package: zipfile.ZipFile) -> None:
    names = {name.lower() for name in package.namelist()}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable(_("The file has macros. Please save it as .xlsx without macros."))
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("This is not an Excel file. Please save the table as .xlsx."))
    if len(names) > MOST_MEMBERS or sum(m.file_size for m in package.infolist()) > MOST_UNPACKED:
        raise Unreadable(_("The file holds far more than a roster. Please copy the table alone."))


def _read_all(package: zipfile.ZipFile, watch: Watch) -> None:
    """Unpack everything once: checksums, no size that lies, no cell so far away that it costs."""
    far = []
    for member in package.infolist():
        sheet = member.filename.lower().startswith("xl/worksheets/")
        for chunk in _chunks(package, member.filename):
            if not sheet:
                continue
            if _FAR_CELL.search(chunk):
                raise _too_large()
            if _FAR_ROW.search(chunk):
                far.append(member.filename)
            watch(member.filename, chunk)
    for name in dict.fromkeys(far):
        if any(_NAMELESS.search(chunk) for chunk in _chunks(package, name)):
            raise _too_large()


def _too_large() -> Unreadable:
    return Unreadable(_("The table is too large: at most 100,000 rows and 78 columns."))


def _chunks(package: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A member in pieces that end with a whole tag, so that a search misses nothing."""
    rest = b""
    with package.open(name) as member:
        while piece := member.read(CHUNK):
            whole, bracket, tail = piece.rpartition(b">")
            if not bracket:
                rest += piece
                if len(rest) > _NEAR + CHUNK:
                    yield rest
                    rest = b""
                continue
            yield rest + whole + bracket
            rest = tail
    if rest:
        yield rest
