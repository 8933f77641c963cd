"""Model fields for personal values: encrypted in the database, plain in Python (decision D11)."""

import base64
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

    def _place(self) -> str:
        return f"{self.model._meta.label_lower}.{self.attname}"  # noqa: SLF001  Django's own API

    def get_prep_value(self, value: Any) -> Any:
        """What the database gets."""
        plain = super().get_prep_value(value)
        if plain in {None, ""}:
            return plain
        sealed = encryption.seal(
            encryption.key_for("fields"), plain.encode(), bound_to=self._place()
        )
        return VERSION + base64.b64encode(sealed).decode()

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> str | None:
        """What Python gets."""
        if not value:
            return value
        sealed = base64.b64decode(value.removeprefix(VERSION))
        key = encryption.key_for("fields")
        return encryption.unseal(key, sealed, bound_to=self._place()).decode()


def masked(value: str | None, *, head: int = 3, tail: int = 4) -> str:
    """The value as screens and messages show it: 138****2046."""
    if not value:
        return ""
    if len(value) <= head + tail:
        return "*" * len(value)
    return f"{value[:head]}{'*' * min(len(value) - head - tail, 4)}{value[-tail:]}"
