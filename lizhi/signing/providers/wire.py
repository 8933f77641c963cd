"""The line to a signing service: one client, short waits, nothing followed, nothing large.

Whatever breaks on the way is `ServiceSilent`: nobody knows what the other side has done.
"""

import io
import time
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from lizhi.signing.providers.failing import ServiceSilent

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 5
ANSWER_SECONDS = 30
LARGEST = 50 * 1024 * 1024
"""Both services take no larger file; one that is larger is none of ours."""
TRY_AGAIN = frozenset({408, 425, 429})
PDF, ZIP = b"%PDF-", b"PK\x03\x04"


class NoPaper(ValueError):
    """What was fetched is no PDF, or hides one in something that nobody should open."""


def transport() -> "httpx.BaseTransport | None":
    """None: the network. Tests put a simulator in its place."""
    return None


def client() -> "httpx.Client":
    """For one errand."""
    import httpx  # a web worker that only takes calls from outside does without

    timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    return httpx.Client(timeout=timeout, transport=transport(), trust_env=False)


def send(
    method: str, url: str, *, content: bytes = b"", headers: dict[str, str] | None = None
) -> "httpx.Response":
    """Ask once. Business answers of any status come back; troubles of the line do not."""
    import httpx

    try:
        with client() as line:
            answer = line.request(method, url, content=content, headers=headers)
    except httpx.HTTPError as error:
        raise ServiceSilent(type(error).__name__) from None
    if answer.status_code in TRY_AGAIN or answer.status_code >= 500:
        raise ServiceSilent(f"HTTP {answer.status_code}")
    return answer


def fetch(url: str) -> bytes:
    """A file from an address that the service gave; encrypted on its way wherever it matters."""
    import httpx

    if settings.PRODUCTION and urlsplit(url).scheme != "https":
        raise NoPaper("not encrypted on its way")
    try:
        with client() as line, line.stream("GET", url) as answer:
            if not answer.is_success:
                raise ServiceSilent(f"HTTP {answer.status_code}")
            return _read(answer)
    except httpx.HTTPError as error:
        raise ServiceSilent(type(error).__name__) from None


def _read(answer: "httpx.Response") -> bytes:
    kept = bytearray()
    for part in answer.iter_bytes():
        kept += part
        if len(kept) > LARGEST:
            raise NoPaper("too large")
    return bytes(kept)


def papers(content: bytes) -> list[bytes]:
    """The PDFs in what was fetched: it is one, or a ZIP of them."""
    if content.startswith(PDF):
        return [content]
    if not content.startswith(ZIP):
        raise NoPaper("no PDF")
    try:
        return [*_unpacked(content)]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise NoPaper("no ZIP") from None


def _unpacked(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        inside = [one for one in bag.infolist() if one.filename.lower().endswith(".pdf")]
        if sum(one.file_size for one in inside) > LARGEST:
            raise NoPaper("too large")
        found = [bag.read(one) for one in inside]
    if not found or not all(one.startswith(PDF) for one in found):
        raise NoPaper("no PDF")
    return found


def rest(seconds: float) -> None:
    """Wait a moment for the other side; tests do not."""
    if transport() is None:
        time.sleep(seconds)
