"""Sessions in the database, unreadable there: a pending code and number lie in them."""

import base64
import binascii
import secrets
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from lizhi.common import encryption, rows
from lizhi.common.prepared import Prepared, given

PLACE = "session"
ALIVE = Prepared(lambda: Session.objects.filter(session_key=given("key"), expire_date__gt=Now()))


class SessionStore(DatabaseStore):
    """Django's own store; only what is written differs, and how it is found and kept."""

    _get_session: Callable[..., dict[str, Any]]

    def _get_session_from_db(self) -> Session | None:
        found = ALIVE.first(key=self.session_key)
        if found is None:
            self._session_key = None
        return found

    def _get_new_session_key(self) -> str:
        """128 random bits; whether somebody has them already is found out by keeping them."""
        return secrets.token_hex(16)

    def save(self, must_create: bool = False) -> None:
        """As Django's: UpdateError when the session has been ended meanwhile."""
        if self.session_key is None:
            self.create()
            return
        row: Any = self.create_model_instance(self._get_session(no_load=must_create))
        if must_create:
            if not rows.insert_unless_there([row]):
                raise CreateError
        elif not rows.update(row, "session_data", "expire_date"):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """End this session, or the one with that key."""
        if key := session_key or self.session_key:
            rows.delete(Session, key)

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
