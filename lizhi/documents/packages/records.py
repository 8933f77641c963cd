"""What a ZIP says of one of its files: in its directory at the end, and again before the file."""

import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from lizhi.documents.packages.extras import are_common
from lizhi.documents.packages.zips import ATTRIBUTES
from lizhi.documents.strangers import Spoilt

CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
LOCAL = struct.Struct("<4s2B4HL2L2H")
CENTRAL_SIGN, LOCAL_SIGN, DESCRIPTOR_SIGN = b"PK\1\2", b"PK\3\4", b"PK\7\x08"
STREAMED, UTF8 = 0x08, 0x800
"""Flags: sizes follow the file; the name is UTF-8."""
STORED = 0
EPOCH = (0, 33)
"""1 January 1980, as ZIPs write time and date."""
LONG = 0xFFFFFFFF
"""Stands for a size that is told in the extra field."""


@dataclass(frozen=True)
class Entry:
    """A file or a folder, by the directory."""

    record: bytes
    raw: bytes
    """The name as it was written."""
    extra: bytes
    comment: bytes
    flags: int
    method: int
    moment: tuple[int, int]
    crc: int
    packed: int
    size: int
    attributes: int
    offset: int

    @property
    def name(self) -> str:
        """As programs of today read it; Info-ZIP writes UTF-8 and does not say so."""
        try:
            return self.raw.decode()
        except UnicodeDecodeError:
            if self.flags & UTF8:
                raise
        return self.raw.decode("cp437")

    @property
    def is_folder(self) -> bool:
        """It ends as a folder does."""
        return self.raw.endswith(b"/")

    @property
    def is_what_it_seems(self) -> bool:
        """A plain file, or a folder with nothing in it; no link, no pipe, no device."""
        kind = stat.S_IFMT(self.attributes >> 16)
        if self.is_folder:
            return kind in {0, stat.S_IFDIR} and self.size == 0 and self.packed <= len(b"\3\0")
        return kind in {0, stat.S_IFREG} and not self.attributes & 0x10  # a folder, by MS-DOS

    @property
    def is_canonical(self) -> bool:
        """Written exactly as `pack` writes."""
        lengths = (len(self.raw), 0, 0)
        return self.record == CENTRAL.pack(
            *(CENTRAL_SIGN, 20, 3, *self._as_packed, *lengths, 0, 0, ATTRIBUTES, self.offset)
        )

    @property
    def canonical_head(self) -> bytes:
        """What `pack` writes before the file."""
        return LOCAL.pack(LOCAL_SIGN, *self._as_packed, len(self.raw), 0) + self.raw

    @property
    def _as_packed(self) -> tuple[int, ...]:
        flags = 0 if self.raw.isascii() else UTF8
        return (20, 0, flags, STORED, *EPOCH, self.crc, self.size, self.size)

    @property
    def descriptors(self) -> set[bytes]:
        """What may follow the file: nothing, or its sizes once more."""
        if not self.flags & STREAMED:
            return {b""}
        sizes = (self.crc, self.packed, self.size)
        plain = {struct.pack("<LLL", *sizes), struct.pack("<LQQ", *sizes)}
        return plain | {DESCRIPTOR_SIGN + one for one in plain}

    def fits(self, head: bytes, name: bytes, extra: bytes) -> bool:
        """Whether the record before the file says the same as the one in the directory."""
        _, _, _, _, method, _, _, crc, packed, size, _, _ = LOCAL.unpack(head)
        told, ours = (crc, packed, size), (self.crc, self.packed, self.size)
        same = told in {ours, (self.crc, LONG, LONG)}
        if self.flags & STREAMED:
            same = same or told in {(0, 0, 0), (0, LONG, LONG)}
        return same and name == self.raw and method == self.method and are_common(extra, name)


def entries(directory: bytes, most: int) -> Iterator[Entry]:
    """All of a directory; Spoilt when it is none, or has more than `most`."""
    at = count = 0
    while at < len(directory):
        record = directory[at : at + CENTRAL.size]
        if len(record) < CENTRAL.size or record[:4] != CENTRAL_SIGN or count == most:
            raise Spoilt
        name, extra, comment = CENTRAL.unpack(record)[12:15]
        middle = at + CENTRAL.size + name
        end = middle + extra + comment
        if end > len(directory):
            raise Spoilt
        raw = directory[at + CENTRAL.size : middle]
        yield _entry(record, raw, directory[middle : end - comment], directory[end - comment : end])
        at, count = end, count + 1


def _entry(record: bytes, raw: bytes, extra: bytes, comment: bytes) -> Entry:
    told = CENTRAL.unpack(record)
    flags, method, time, date, crc, packed, size = told[5:12]
    attributes, offset = told[17:]
    parts, facts = (record, raw, extra, comment), (crc, packed, size, attributes, offset)
    return Entry(*parts, flags, method, (time, date), *facts)
