"""Bytes under AES-256-GCM in chunks (the STREAM construction), readable from any place.

    magic "LZST" | version 1 | 32-byte salt | 7-byte nonce prefix | chunk | chunk | …

A chunk holds 64 KiB of plain bytes and a 16-byte tag; its nonce is prefix ‖ counter ‖ last flag,
so that chunks can be neither swapped nor cut off. The key comes from the data key, the salt, the
header and the object's name: an object moved to another name does not open.
"""

import io
import os
import struct
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lizhi.documents.store import Damaged, Stream

MAGIC = b"LZST\x01"
SALT, PREFIX, TAG = 32, 7, 16
HEADER = len(MAGIC) + SALT + PREFIX
CHUNK = 64 * 1024
SEALED = CHUNK + TAG


def seal(data: bytes, *, key: bytes, name: str) -> Stream:
    """The whole object, ready to be put under this name."""
    header = MAGIC + os.urandom(SALT + PREFIX)
    cipher = _cipher(key, header, name)
    view, last = memoryview(data), last_chunk(len(data))
    parts = [header]
    for number in range(last + 1):
        plain = view[number * CHUNK : (number + 1) * CHUNK]
        parts.append(cipher.encrypt(_nonce(header, number, last), plain, None))
    return io.BytesIO(b"".join(parts))


def unseal(
    sealed: Stream, header: bytes, *, key: bytes, name: str, size: int, first: int, last: int
) -> Iterator[bytes]:
    """Plain chunks `first` to `last` of an object whose plain size is `size` bytes.

    `sealed` stands at the beginning of the first and ends after the last of them. Raises `Damaged`
    before a single changed byte is given out.
    """
    if len(header) != HEADER or not header.startswith(MAGIC):
        raise Damaged(name)
    cipher, final = _cipher(key, header, name), last_chunk(size)
    for number in range(first, last + 1):
        chunk = _read(sealed, SEALED)
        try:
            yield cipher.decrypt(_nonce(header, number, final), chunk, None)
        except InvalidTag as error:
            raise Damaged(name) from error
    if sealed.read(1):
        raise Damaged(name)


def last_chunk(size: int) -> int:
    """The number of the last chunk; an empty file has one, empty."""
    return max(size - 1, 0) // CHUNK


def sealed_range(first: int, last: int) -> tuple[int, int]:
    """Where chunks `first` to `last` lie in the object."""
    return HEADER + first * SEALED, HEADER + (last + 1) * SEALED


def _cipher(key: bytes, header: bytes, name: str) -> AESGCM:
    salt = header[len(MAGIC) : len(MAGIC) + SALT]
    info = b"lizhi:store:" + header + name.encode()
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=info).derive(key))


def _nonce(header: bytes, number: int, final: int) -> bytes:
    return header[-PREFIX:] + struct.pack(">I", number) + bytes([number == final])


def _read(stream: Stream, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size and (part := stream.read(size - len(parts))):
        parts += part
    return bytes(parts)
