"""Keys of the installation and what is done with them.

One secret (`LIZHI_MASTER_KEY`, 32 bytes as hex or base64) gives every key by HKDF with a purpose,
so that a key for fields can never open a file. Data keys of cases are random and stored wrapped:
dropping the wrapped key deletes what it protects (PIPL 47), the rest stays verifiable. What wraps
them may be a secret of its own (`LIZHI_WRAP_KEY`), which can be followed by another.
"""

import base64
import hmac
import os
import unicodedata
from functools import cache, lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver

NONCE_BYTES = 12


@lru_cache(maxsize=64)
def _derived(master: str, purpose: str) -> bytes:
    secret = bytes.fromhex(master) if len(master) == 64 else base64.b64decode(master)
    return HKDF(SHA256(), 32, salt=None, info=f"lizhi:{purpose}".encode()).derive(secret)


def is_key(master: str) -> bool:
    """Whether this text is 32 bytes in hex or base64, as the master key must be."""
    try:
        return len(bytes.fromhex(master) if len(master) == 64 else base64.b64decode(master)) == 32
    except ValueError:
        return False


@cache
def _master() -> str:
    """Asked for every value that is sealed or looked up: a settings object takes its time."""
    return str(settings.MASTER_KEY)


@receiver(setting_changed)
def _ask_again(**changed: Any) -> None:
    """Only tests change settings of a running process."""
    _master.cache_clear()
    _wrapping.cache_clear()


def key_for(purpose: str) -> bytes:
    """The 32-byte key of one purpose."""
    return _derived(_master(), purpose)


@lru_cache(maxsize=64)
def _cipher(master: str, purpose: str) -> AESGCM:
    return AESGCM(_derived(master, purpose))


def cipher_for(purpose: str) -> AESGCM:
    """The cipher of one purpose, kept: making one costs as much as using it."""
    return _cipher(_master(), purpose)


def seal(key: bytes, plain: bytes, *, bound_to: str) -> bytes:
    """AES-256-GCM: nonce, ciphertext, tag. It opens only under the same `bound_to`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def unseal(key: bytes, sealed: bytes, *, bound_to: str) -> bytes:
    """The plain bytes, or `cryptography.exceptions.InvalidTag` when anything was changed."""
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode())


def new_data_key() -> bytes:
    """A fresh 32-byte key, to be stored wrapped."""
    return AESGCM.generate_key(bit_length=256)


OF_MASTER = "master"
"""In `LIZHI_WRAP_KEY_BEFORE`: before, keys were wrapped by what the master key gives."""


@cache
def _wrapping() -> tuple[bytes, ...]:
    """What wraps keys now; behind it what did before, while rows may still lie under it."""
    named = [settings.WRAP_KEY or OF_MASTER, settings.WRAP_KEY_BEFORE]
    secrets = [_master() if one == OF_MASTER else one for one in named if one]
    return tuple(_derived(one, "wrap") for one in secrets)


def wrap(data_key: bytes, *, bound_to: str) -> bytes:
    """Lock a data key with the installation's key."""
    return seal(_wrapping()[0], data_key, bound_to=bound_to)


def unwrap(wrapped: bytes, *, bound_to: str) -> bytes:
    """The data key again; what lies under the key before opens too, while the settings name it."""
    now, *before = _wrapping()
    for one in before:
        try:
            return unseal(now, wrapped, bound_to=bound_to)
        except InvalidTag:
            now = one
    return unseal(now, wrapped, bound_to=bound_to)


def is_wrapped_anew(wrapped: bytes, *, bound_to: str) -> bool:
    """Whether the key of now opens it."""
    try:
        unseal(_wrapping()[0], wrapped, bound_to=bound_to)
    except InvalidTag:
        return False
    return True


def blind_index(purpose: str, value: str) -> str:
    """32 hex digits by which an encrypted value can be found, and nothing learnt of it."""
    text = value if value.isascii() else unicodedata.normalize("NFKC", value)
    digest = hmac.digest(key_for(f"index:{purpose}"), text.strip().upper().encode(), "sha256")
    return digest.hex()[:32]
