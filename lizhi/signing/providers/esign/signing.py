"""How e签宝 signs what we ask and what it calls: SaaS API V3."""

import base64
import hashlib
import hmac
from collections.abc import Mapping

APP_ID = "X-Tsign-Open-App-Id"
MODE = "X-Tsign-Open-Auth-Mode"
TIMESTAMP = "X-Tsign-Open-Ca-Timestamp"
SIGNATURE = "X-Tsign-Open-Ca-Signature"
CALLED_AT = "X-Tsign-Open-TIMESTAMP"
CALLED_BY = "X-Tsign-Open-SIGNATURE"
JSON = "application/json; charset=UTF-8"
ACCEPT = "*/*"


def digest(content: bytes) -> str:
    """MD5 in base64, as `Content-MD5` has it; nothing for nothing. No secret rests on it."""
    if not content:
        return ""
    return base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()


def path_of(path: str, query: Mapping[str, str] | None = None) -> str:
    """Path and query as they are signed: names sorted, values as they are, empty ones bare."""
    told = [f"{name}={value}" if value else name for name, value in sorted((query or {}).items())]
    return f"{path}?{'&'.join(told)}" if told else path


def signature(secret: str, method: str, path: str, content_md5: str) -> str:
    """Over method, kinds, digest and path; the moment itself is not in it."""
    told = "\n".join((method.upper(), ACCEPT, content_md5, JSON, "", path))
    made = hmac.digest(secret.encode(), told.encode(), "sha256")
    return base64.b64encode(made).decode()


def callback_signature(secret: str, moment: str, query: Mapping[str, str], raw: bytes) -> str:
    """Over the moment, the values of the query by the order of their names, and the very bytes."""
    values = "".join(query[name] for name in sorted(query))
    return hmac.new(secret.encode(), (moment + values).encode() + raw, hashlib.sha256).hexdigest()


def is_callback_right(
    secret: str, headers: Mapping[str, str], query: Mapping[str, str], raw: bytes
) -> bool:
    """Whether whoever knows the secret has sent these bytes; a later try keeps its first moment."""
    moment = headers.get(CALLED_AT, "")
    if not secret or not moment:
        return False
    wanted = callback_signature(secret, moment, query, raw)
    return hmac.compare_digest(wanted.encode(), headers.get(CALLED_BY, "").lower().encode())
