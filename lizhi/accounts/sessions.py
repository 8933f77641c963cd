"""Sessions in the database, unreadable there: a pending code and number lie in them."""

import base64
import binascii
from typing import Any

from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from lizhi.common import encryption

PLACE = "session"


class SessionStore(DatabaseStore):
    """Django's own store; only what is written differs."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        """What the database gets."""
        plain = self.serializer().dumps(session_dict)
        sealed = encryption.seal(encryption.key_for("sessions"), plain, bound_to=PLACE)
        return base64.b64encode(sealed).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """What Python gets; a session that does not open is an empty one: sign in again."""
        try:
            sealed = base64.b64decode(session_data, validate=True)
            plain = encryption.unseal(encryption.key_for("sessions"), sealed, bound_to=PLACE)
        except (InvalidTag, binascii.Error, ValueError):
            return {}
        content: dict[str, Any] = self.serializer().loads(plain)
        return content
