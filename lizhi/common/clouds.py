"""How requests to two clouds are signed: ACS3-HMAC-SHA256 (Aliyun) and TC3-HMAC-SHA256 (Tencent).

Pure functions over what is sent; whoever calls says the moment and the nonce.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

JSON = "application/json; charset=utf-8"


@dataclass(frozen=True)
class Key:
    """What the cloud gives an account: a name and a secret."""

    name: str
    secret: str


def acs3(
    key: Key,
    *,
    host: str,
    action: str,
    version: str,
    query: Mapping[str, str],
    at: dt.datetime,
    nonce: str,
) -> tuple[str, dict[str, str]]:
    """The query as it is sent, and the headers: a POST to `/` without a body."""
    nothing = _sha256(b"")
    headers = {
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": nothing,
        "x-acs-date": at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": nonce,
        "x-acs-version": version,
    }
    sent = "&".join(f"{_encoded(name)}={_encoded(query[name])}" for name in sorted(query))
    named = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    canonical = "\n".join(("POST", "/", sent, lines, named, nothing))
    signed = f"ACS3-HMAC-SHA256\n{_sha256(canonical.encode())}"
    signature = _hmac(key.secret.encode(), signed).hex()
    headers["Authorization"] = (
        f"ACS3-HMAC-SHA256 Credential={key.name},SignedHeaders={named},Signature={signature}"
    )
    return sent, headers


def tc3(
    key: Key,
    *,
    host: str,
    action: str,
    version: str,
    body: bytes,
    at: dt.datetime,
    region: str = "",
) -> dict[str, str]:
    """The headers of a POST to `/` with this JSON as its body."""
    stamp, day = str(int(at.timestamp())), at.astimezone(dt.UTC).strftime("%Y-%m-%d")
    service = host.partition(".")[0]
    lines = f"content-type:{JSON}\nhost:{host}\n"
    canonical = "\n".join(("POST", "/", "", lines, "content-type;host", _sha256(body)))
    scope = f"{day}/{service}/tc3_request"
    signed = "\n".join(("TC3-HMAC-SHA256", stamp, scope, _sha256(canonical.encode())))
    secret = f"TC3{key.secret}".encode()
    for part in (day, service, "tc3_request"):
        secret = _hmac(secret, part)
    headers = {
        "Authorization": f"TC3-HMAC-SHA256 Credential={key.name}/{scope}, "
        f"SignedHeaders=content-type;host, Signature={_hmac(secret, signed).hex()}",
        "Content-Type": JSON,
        "Host": host,
        "X-TC-Action": action,
        "X-TC-Timestamp": stamp,
        "X-TC-Version": version,
    }
    return headers | ({"X-TC-Region": region} if region else {})


def _encoded(value: str) -> str:
    return quote(value, safe="-_.~")


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _hmac(secret: bytes, text: str) -> bytes:
    return hmac.new(secret, text.encode(), hashlib.sha256).digest()
