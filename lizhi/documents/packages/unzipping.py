"""A stranger's ZIP, read in place. Every byte of it must belong to one of its files.

Python's own reader takes what it can find. It overlooks bytes before, between and behind the files,
and behind the end of a deflated stream; and it makes room for whatever size is claimed.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from lizhi.documents.packages import layout, zips
from lizhi.documents.packages.extras import are_common
from lizhi.documents.packages.records import (
    EPOCH,
    LOCAL,
    LOCAL_SIGN,
    STORED,
    Entry,
    entries,
)
from lizhi.documents.packages.streams import inflated, stored
from lizhi.documents.strangers import Spoilt

END = struct.Struct("<4s4H2LH")
END_SIGN = b"PK\5\6"
LONGEST_COMMENT = 0xFFFF
ENCRYPTED, DEFLATED = 0x01, 8
"""Who packs for others stores or deflates; a stranger's file meets no other decoder."""
SMALL, MOST_RATIO = 1 << 20, 100
"""What is larger than small grows a hundredfold at most: no paper does, a bomb does."""


class Zip:
    """The files of a ZIP."""

    beside: frozenset[str] = frozenset()
    """Nothing can lie beside a bag that is a whole ZIP."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._end = data.rfind(END_SIGN, max(0, len(data) - END.size - LONGEST_COMMENT))
        if self._end < 0 or self._end + END.size > len(data):
            raise Spoilt
        _, _, _, _, _, size, start, _ = END.unpack_from(data, self._end)
        self._directory: int = self._end - size
        self._shift = self._directory - start
        if self._directory < 0 or self._shift < 0:
            raise Spoilt
        self._all = list(entries(data[self._directory : self._end], layout.MOST_ENTRIES))
        files = [one for one in self._all if not one.is_folder]
        if sum(one.size for one in files) > layout.MOST_BYTES or any(map(_swells, files)):
            raise Spoilt
        counts = Counter(one.name for one in files)
        self.unsafe = {one.name for one in self._all if _is_unsafe(one, counts)}
        self._files = {one.name: one for one in files if one.name not in self.unsafe}
        self.names = set(self._files)
        self.odd = self._is_odd()

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file; Spoilt or zlib.error when they are not what they should be."""
        entry = self._files[name]
        _, start = self._before(entry)
        packed = memoryview(self._data)[start : start + entry.packed]
        if entry.flags & ENCRYPTED or entry.method not in {STORED, DEFLATED}:
            raise Spoilt
        size = crc = 0
        for piece in stored(packed) if entry.method == STORED else inflated(packed):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            if size > entry.size:
                raise Spoilt
            yield piece
        if (size, crc) != (entry.size, entry.crc):
            raise Spoilt

    def _before(self, entry: Entry) -> tuple[bool, int]:
        """Whether the record before a file says what the directory says, and where the file is."""
        at = entry.offset + self._shift
        head = self._data[at : at + LOCAL.size]
        if len(head) < LOCAL.size or head[:4] != LOCAL_SIGN:
            raise Spoilt
        name, extra = struct.unpack("<2H", head[-4:])
        middle, start = at + LOCAL.size + name, at + LOCAL.size + name + extra
        told = self._data[at + LOCAL.size : middle], self._data[middle:start]
        return entry.fits(head, *told), start

    def _is_odd(self) -> bool:
        """Whether there is anything in it but its files, one right behind the other.

        A ZIP that was packed here is exactly as `pack` makes it. One that somebody else has made
        of the same files is as good, when it tells nothing else.
        """
        try:
            return not (self._is_framed() and self._is_filled() and self._is_plain())
        except Spoilt:
            return True

    def _is_framed(self) -> bool:
        comment = self._data[self._end + END.size :]
        count, size = len(self._all), self._end - self._directory
        end = END.pack(END_SIGN, 0, 0, count, count, size, self._directory, len(comment))
        return comment in {b"", zips.MARK} and self._data.startswith(end, self._end)

    def _is_filled(self) -> bool:
        at = 0
        for entry in sorted(self._all, key=lambda one: one.offset):
            fits, start = self._before(entry)
            if entry.offset != at or not fits:
                return False
            at = self._behind(entry, start + entry.packed)
        return at == self._directory

    def _behind(self, entry: Entry, end: int) -> int:
        """Where the next one begins: the longest of what may follow this one's bytes."""
        fitting = [one for one in entry.descriptors if self._data.startswith(one, end)]
        return end + max(map(len, fitting), default=-1)

    def _is_plain(self) -> bool:
        """Written as `pack` writes, if it was; else without words that are none of the files'."""
        marked = self._data.endswith(zips.MARK)
        if not marked and any(one.moment != EPOCH for one in self._all):
            return not any(one.comment or not are_common(one.extra, one.raw) for one in self._all)
        offsets = [one.offset for one in self._all]
        return (
            marked
            and offsets == sorted(offsets)
            and all(one.is_canonical for one in self._all)
            and all(self._data.startswith(one.canonical_head, one.offset) for one in self._all)
        )


def _swells(entry: Entry) -> bool:
    return entry.size > SMALL and entry.size > MOST_RATIO * entry.packed


def _is_unsafe(entry: Entry, counts: Counter[str]) -> bool:
    """It leads out, stands for another file, or is none."""
    name = entry.name
    parts = PurePosixPath(name).parts
    leads_out = name.startswith("/") or ".." in parts or "\\" in name or "\0" in name
    double = counts[name.removesuffix("/")] > (0 if entry.is_folder else 1)
    return leads_out or double or not entry.is_what_it_seems
