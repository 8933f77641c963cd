"""A licensed authority's service on the line: it holds the key, and signs digests.

The contract, in full (JSON over HTTPS; `docs/how-to/connect-a-licensed-authority.md` shows it):

`GET {url}/v1/keys/{key}/certificates` answers `{"certificates": [base64 of DER, …]}`, the key's own
first. `POST {url}/v1/keys/{key}/signatures` with `{"algorithm": "SHA256withECDSA" or
"SHA256withRSA", "digest": base64 of the SHA-256}` answers `{"signature": base64}`. Asked again for
the same digest it may sign again: nothing was written here before an answer came. For a key of SM2
`SM3withSM2` is asked with the SM3 over name, key and data (GB/T 32918.2, 5.5). Who asks is shown
by `Authorization: Bearer …`, and by a client certificate where the settings name one.
"""

import base64
import hashlib
import ssl
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx
from asn1crypto import x509
from django.conf import settings
from django.utils.translation import gettext as _

from lizhi.documents.validation import sm2, sm2_seals
from lizhi.signing.providers import wire
from lizhi.signing.providers.failing import ServiceNotSetUp, ServiceRefuses, ServiceSilent

T = TypeVar("T")
LARGEST = 256 * 1024
NOT_US = frozenset({401, 403})


class RemoteHolder:
    """Asked once for each signature; what it says is checked by whoever asks."""

    def certificates(self, key: str) -> list[bytes]:
        """As the authority has issued them."""
        told = _ask("GET", key, "certificates")
        return _read(lambda: [_bytes(one) for one in told["certificates"]])

    def sign(self, key: str, signed: bytes, algorithm: str) -> bytes:
        """Only the digest goes out."""
        digest = base64.b64encode(self._digest(key, signed, algorithm)).decode()
        told = _ask("POST", key, "signatures", {"algorithm": algorithm, "digest": digest})
        return _read(lambda: _bytes(told["signature"]))

    def _digest(self, key: str, signed: bytes, algorithm: str) -> bytes:
        if algorithm != "SM3withSM2":
            return hashlib.sha256(signed).digest()
        own = x509.Certificate.load(self.certificates(key)[0])
        return _read(lambda: sm2.signed_digest(sm2_seals.key_of(own), signed))


def _ask(method: str, key: str, what: str, body: Any = None) -> Any:
    url = f"{settings.REMOTE_HASH_URL}/v1/keys/{quote(key, safe='')}/{what}"
    headers = {"Authorization": f"Bearer {settings.REMOTE_HASH_TOKEN}"}
    try:
        with _client() as line, line.stream(method, url, json=body, headers=headers) as answer:
            content = _content(answer)
    except httpx.HTTPError as error:
        raise ServiceSilent(type(error).__name__) from None
    _check_status(answer.status_code)
    return _read(lambda: httpx.Response(200, content=content).json())


def _client() -> httpx.Client:
    _check_settings()
    trusted: ssl.SSLContext | bool = True
    if settings.REMOTE_HASH_CERTIFICATE:
        trusted = ssl.create_default_context()
        trusted.load_cert_chain(settings.REMOTE_HASH_CERTIFICATE)
    return httpx.Client(
        timeout=settings.REMOTE_HASH_TIMEOUT,
        transport=wire.transport(),
        verify=trusted,
        trust_env=False,
    )


def _check_settings() -> None:
    if not (settings.REMOTE_HASH_URL and settings.REMOTE_HASH_TOKEN):
        words = _("Not set: %(names)s.")
        names = "LIZHI_REMOTE_HASH_URL, LIZHI_REMOTE_HASH_TOKEN"
        raise ServiceNotSetUp("not set", words % {"names": names})
    if settings.PRODUCTION and urlsplit(settings.REMOTE_HASH_URL).scheme != "https":
        raise ServiceNotSetUp("not encrypted", _("LIZHI_REMOTE_HASH_URL has to begin with https."))


def _content(answer: httpx.Response) -> bytes:
    kept = bytearray()
    for part in answer.iter_bytes():
        kept += part
        if len(kept) > LARGEST:
            raise ServiceSilent("too large")
    return bytes(kept)


def _check_status(status: int) -> None:
    if status in wire.TRY_AGAIN or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise ServiceSilent(f"HTTP {status}")
    if status in NOT_US:
        words = _("The service of the licensed authority does not know this installation.")
        raise ServiceNotSetUp(f"HTTP {status}", words)
    if status != httpx.codes.OK:
        words = _("The service of the licensed authority refuses this key.")
        raise ServiceRefuses(f"HTTP {status}", words)


def _read(reading: Callable[[], T]) -> T:
    """What does not keep to the contract says nothing: nobody knows what it has done."""
    try:
        return reading()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ServiceSilent("not as agreed") from None


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
