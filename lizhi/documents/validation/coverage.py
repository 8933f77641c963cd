"""Which bytes of a PDF a signature covers, read from the bytes themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

RANGE = re.compile(rb"/ByteRange\s*\[\s*(0)\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
PARTS = 4


@dataclass(frozen=True)
class Gap:
    """The room that a signature leaves for its own container."""

    hexadecimal: bytes
    """Everything between `<` and `>`."""
    end: int
    """Where the covered bytes end."""

    @classmethod
    def of(cls, pdf: bytes, byte_range: Sequence[int]) -> "Gap | None":
        """None when the range is anything but: all from the start, one hole, all to some end."""
        if len(byte_range) != PARTS:
            return None
        first, before, start, after = (int(number) for number in byte_range)
        end = start + after
        if first != 0 or not 0 < before < start - 1 or after <= 0 or end > len(pdf):
            return None
        hole = pdf[before:start]
        return cls(hole[1:-1], end) if hole[:1] == b"<" and hole[-1:] == b">" else None

    def is_plain(self, container: bytes) -> bool:
        """The container in one spelling of hexadecimal, then zeros and nothing else."""
        digits = self.hexadecimal[: 2 * len(container)]
        rest = self.hexadecimal[2 * len(container) :]
        spelled = container.hex().encode()
        return digits in {spelled, spelled.upper()} and not rest.strip(b"0")


def container_length(padded: bytes) -> int:
    """How many bytes the DER value at the front of the padded contents takes."""
    short = 0x80
    if padded[1] < short:
        return 2 + padded[1]
    size = padded[1] & 0x7F
    return 2 + size + int.from_bytes(padded[2 : 2 + size], "big")


def is_whole(pdf: bytes) -> bool:
    """Whether a file that cannot be read is at least all there: damaged, neither cut nor junk."""
    ends = [int(start) + int(size) for _, _, start, size in RANGE.findall(pdf)]
    framed = pdf.startswith(b"%PDF-") and pdf.rstrip().endswith(b"%%EOF")
    return framed or len(pdf) in ends
