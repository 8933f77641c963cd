"""How 法大大 signs what we ask and what it calls: FASC OpenAPI 5.1, HMAC-SHA256 twice over."""

import hashlib
import hmac
from collections.abc import Mapping

APP_ID = "X-FASC-App-Id"
SIGN_TYPE = "X-FASC-Sign-Type"
SIGN = "X-FASC-Sign"
TIMESTAMP = "X-FASC-Timestamp"
NONCE = "X-FASC-Nonce"
TOKEN = "X-FASC-AccessToken"  # noqa: S105  the header's name
GRANT = "X-FASC-Grant-Type"
VERSION = "X-FASC-Api-SubVersion"
EVENT = "X-FASC-Event"
HMAC = "HMAC-SHA256"
CONTENT = "bizContent"
OF_CALLBACK = (APP_ID, SIGN_TYPE, TIMESTAMP, NONCE, EVENT)


def signature(secret: str, values: Mapping[str, str]) -> str:
    """Over all values that are not empty, in the order of their names, as they are.

    The key of the one that counts is itself made of the secret and the moment.
    """
    told = "&".join(f"{name}={value}" for name, value in sorted(values.items()) if value)
    moment = hmac.digest(secret.encode(), values[TIMESTAMP].encode(), "sha256")
    inner = hashlib.sha256(told.encode()).hexdigest()
    return hmac.new(moment, inner.encode(), hashlib.sha256).hexdigest()


def is_callback_right(secret: str, headers: Mapping[str, str], content: str) -> bool:
    """Whether whoever knows the secret has sent this; its age says nothing, for it is sent again.

    Whether a later try carries a new moment is not known, so none is refused for being old.
    """
    values = {name: headers.get(name, "") for name in OF_CALLBACK} | {CONTENT: content}
    if not secret or not values[TIMESTAMP]:
        return False
    return hmac.compare_digest(
        signature(secret, values).encode(), headers.get(SIGN, "").lower().encode()
    )
