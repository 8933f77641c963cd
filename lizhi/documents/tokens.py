"""What a certificate says to somebody without a network: who issued it, when, and which it is.

91 bytes in base 32 without padding (RFC 4648), so that a QR code stays in its small alphabet:
version 1, key id (8 bytes: SHA-256 of the public key, cut), days since 1970 (2), the first 16 bytes
of the fingerprint whose first 16 digits stand on each page, Ed25519 over all that (64; RFC 8032).
No name is in it, and nothing that was taken back since can be seen from it.
"""

import base64
import binascii
import datetime as dt
import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

VERSION = 1
HEAD = struct.Struct(">B8sH16s")
SIGNATURE = 64
EPOCH = dt.date(1970, 1, 1)
LONGEST = 400
"""Characters of what somebody hands in, its address included."""
Answer = Literal["genuine", "changed", "unknown_key"]


class NoToken(ValueError):
    """It cannot be read as one."""


@dataclass(frozen=True)
class Token:
    """As it was read; nothing is checked yet."""

    key: str
    """Id of the key, hexadecimal."""
    issued_on: dt.date
    fingerprint: str
    """The first 32 hexadecimal digits."""
    said: bytes
    signature: bytes


def key_id(public: bytes) -> str:
    """How a public key (32 bytes) is named: 16 hexadecimal digits."""
    return hashlib.sha256(public).hexdigest()[:16]


def saying(key: str, issued_on: dt.date, fingerprint: str) -> bytes:
    """What is signed."""
    days = (issued_on - EPOCH).days
    return HEAD.pack(VERSION, bytes.fromhex(key), days, bytes.fromhex(fingerprint)[:16])


def written(said: bytes, signature: bytes) -> str:
    """As it stands in the square."""
    return base64.b32encode(said + signature).decode().rstrip("=")


def read(text: str) -> Token:
    """A token, alone or at the end of its address; `NoToken` when it is none of this version."""
    name = text.strip()[-LONGEST:].rpartition("/")[2].upper()
    try:
        raw = base64.b32decode(name + "=" * (-len(name) % 8))
    except (binascii.Error, ValueError) as error:
        raise NoToken from error
    if len(raw) != HEAD.size + SIGNATURE or written(raw, b"") != name or raw[0] != VERSION:
        raise NoToken
    said, signature = raw[: HEAD.size], raw[HEAD.size :]
    _version, key, days, fingerprint = HEAD.unpack(said)
    day = EPOCH + dt.timedelta(days=days)
    return Token(key.hex(), day, fingerprint.hex(), said, signature)


def check(token: Token, keys: Mapping[str, bytes]) -> Answer:
    """Whether one of these keys (by id) has signed exactly this."""
    public = keys.get(token.key)
    if public is None:
        return "unknown_key"
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(token.signature, token.said)
    except (InvalidSignature, ValueError):
        return "changed"
    return "genuine"


def keys_in(published: str | bytes) -> dict[str, bytes]:
    """The keys of a file as it is published: a JWK set (RFC 7517, 8037); `ValueError` if none."""
    try:
        found = [_public(one["x"]) for one in json.loads(published)["keys"]]
    except (LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError from error
    return {key_id(public): public for public in found}


def _public(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
