"""Sessions in the database, unreadable there: a pending code and number lie in them."""

import base64
import binascii
from typing import Any

from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from lizhi.common import encryption
from lizhi.common.prepared import Prepared, given

PLACE = "session"
ALIVE = Prepared(lambda: Session.objects.filter(session_key=given("key"), expire_date__gt=Now()))


class SessionStore(DatabaseStore):
    """Django's own store; only what is written differs, and how it is found."""

    def _get_session_from_db(self) -> Session | None:
        found = ALIVE.first(key=self.session_key)
        if found is None:
            self._session_key = None
        return found

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
