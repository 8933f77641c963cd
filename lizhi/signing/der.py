"""The few forms of DER that signatures and stamps are made of.

Written by hand because a general encoder spends nine tenths of a signature on them.
"""

import datetime as dt
from functools import lru_cache

LONG = 0x80


def tlv(tag: int, *parts: bytes) -> bytes:
    """Tag, length, value."""
    value = b"".join(parts)
    size = len(value)
    if size < LONG:
        return bytes((tag, size)) + value
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, LONG | len(length))) + length + value


def sequence(*parts: bytes) -> bytes:
    """In the order given."""
    return tlv(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    """In the order that DER wants: by their bytes."""
    return tlv(0x31, *sorted(parts))


def tagged(number: int, *parts: bytes) -> bytes:
    """A constructed value under a context tag."""
    return tlv(0xA0 | number, *parts)


def integer(number: int) -> bytes:
    """Shortest two's complement; ours are never negative."""
    return tlv(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def octets(value: bytes) -> bytes:
    """An octet string."""
    return tlv(0x04, value)


def generalized_time(moment: dt.datetime) -> bytes:
    """To the second, in UTC."""
    return tlv(0x18, moment.astimezone(dt.UTC).strftime("%Y%m%d%H%M%SZ").encode())


def utc_time(moment: dt.datetime) -> bytes:
    """To the second, in UTC; for years before 2050, as CMS wants them."""
    return tlv(0x17, moment.astimezone(dt.UTC).strftime("%y%m%d%H%M%SZ").encode())


@lru_cache(maxsize=64)
def oid(dotted: str) -> bytes:
    """An object identifier."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return tlv(0x06, *(_arc(arc) for arc in (first * 40 + second, *rest)))


def _arc(number: int) -> bytes:
    digits = [number & 0x7F]
    while number := number >> 7:
        digits.append(LONG | number & 0x7F)
    return bytes(reversed(digits))
