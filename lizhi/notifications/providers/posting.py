"""One POST to a cloud, and its JSON; what goes wrong on the way can be tried again."""

import json
from collections.abc import Mapping
from typing import Any

from lizhi.notifications.providers import SendFailed

CONNECT_SECONDS = 5
ANSWER_SECONDS = 10


def address(host: str, query: str = "") -> str:
    """By TLS, but for a simulator on this machine."""
    scheme = "http" if host.startswith("127.0.0.1:") else "https"
    return f"{scheme}://{host}/" + (f"?{query}" if query else "")


def post(url: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """What it has answered, whatever the status: clouds say in JSON what is wrong."""
    import httpx  # a web worker never sends

    timeout = httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    try:
        answer = httpx.post(url, content=body, headers=dict(headers), timeout=timeout)
    except httpx.TransportError as error:
        raise SendFailed(type(error).__name__, permanent=False) from None
    try:
        said = json.loads(answer.content)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise SendFailed(f"the cloud said {answer.status_code}", permanent=False)
    return said
