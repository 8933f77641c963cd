"""The line to a face service: one POST, short waits; whatever breaks is FaceSilent."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

from lizhi.identity.faces import FaceRefuses, FaceSilent

if TYPE_CHECKING:
    import httpx

CONNECT_SECONDS = 5
ANSWER_SECONDS = 15
LONGEST_LINK = 2000


def transport() -> "httpx.BaseTransport | None":
    """None: the network. Tests put a simulator in its place."""
    return None


def post(
    host: str, headers: Mapping[str, str], *, query: str = "", body: bytes = b""
) -> dict[str, Any]:
    """What it has answered, whatever the status: clouds say in JSON what is wrong."""
    import httpx  # a web worker never asks

    timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    url = f"{_scheme(host)}://{host}/" + (f"?{query}" if query else "")
    try:
        with httpx.Client(timeout=timeout, transport=transport(), trust_env=False) as line:
            answer = line.post(url, content=body, headers=dict(headers))
    except httpx.HTTPError as error:
        raise FaceSilent(type(error).__name__) from None
    try:
        said = json.loads(answer.content)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise FaceSilent(f"HTTP {answer.status_code}")
    return said


def checked_link(url: object) -> str:
    """An address to which a person may be sent with a camera: encrypted, and not a book."""
    text = str(url or "")
    parts = urlsplit(text)
    local = not settings.PRODUCTION and parts.hostname == "127.0.0.1"
    if not parts.hostname or not (parts.scheme == "https" or local) or len(text) > LONGEST_LINK:
        raise FaceRefuses("odd_link")
    return text


def part(said: Mapping[str, Any], name: str) -> dict[str, Any]:
    """An object inside the answer; empty where there is none."""
    found = said.get(name)
    return found if isinstance(found, dict) else {}


def _scheme(host: str) -> str:
    return "http" if host.startswith("127.0.0.1:") else "https"
