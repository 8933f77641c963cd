"""Model fields for personal values: encrypted in the database, plain in Python (decision D11)."""

import base64
import os
from functools import cached_property
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from lizhi.common import encryption

VERSION = "v1:"


class EncryptedTextField(models.TextField[str, str]):
    """Text under AES-256-GCM, bound to its column: a ciphertext moved elsewhere does not open.

    It cannot be searched; keep `encryption.blind_index(...)` of the value beside it for that.
    """

    @cached_property
    def _place(self) -> bytes:
        return f"{self.model._meta.label_lower}.{self.attname}".encode()  # noqa: SLF001

    def get_prep_value(self, value: Any) -> Any:
        """What the database gets."""
        plain = super().get_prep_value(value)
        return self.sealed(plain) if plain else plain

    def sealed(self, plain: str) -> str:
        """The ciphertext of this column, new every time."""
        nonce = os.urandom(encryption.NONCE_BYTES)
        cipher = encryption.cipher_for("fields")
        sealed = nonce + cipher.encrypt(nonce, plain.encode(), self._place)
        return VERSION + base64.b64encode(sealed).decode()

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> str | None:
        """What Python gets."""
        if not value:
            return value
        sealed = base64.b64decode(value.removeprefix(VERSION))
        nonce, rest = sealed[: encryption.NONCE_BYTES], sealed[encryption.NONCE_BYTES :]
        return encryption.cipher_for("fields").decrypt(nonce, rest, self._place).decode()


def masked(value: str | None, *, head: int = 3, tail: int = 4) -> str:
    """The value as screens and messages show it: 138****2046."""
    if not value:
        return ""
    if len(value) <= head + tail:
        return "*" * len(value)
    return f"{value[:head]}{'*' * min(len(value) - head - tail, 4)}{value[-tail:]}"
