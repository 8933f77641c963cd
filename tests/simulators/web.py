"""As much of a web server as a simulator needs, and a line to it without ports."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httpx

DROPPED = "X-Sim-Dropped"
"""On an answer that never arrives: the other side has acted, and the line breaks."""
Start = Callable[..., Any]


@dataclass
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    raw: bytes

    @property
    def form(self) -> dict[str, str]:
        """Of a form."""
        return dict(parse_qsl(self.raw.decode(), keep_blank_values=True))

    @classmethod
    def of(cls, environ: dict[str, Any]) -> "Asked":
        """As WSGI has it; names of headers in small letters."""
        size = int(environ.get("CONTENT_LENGTH") or 0)
        headers = {
            name.removeprefix("HTTP_").replace("_", "-").lower(): value
            for name, value in environ.items()
            if name.startswith("HTTP_") or name in {"CONTENT_TYPE", "CONTENT_LENGTH"}
        }
        return cls(
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"].encode("latin-1").decode(),
            dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)),
            headers,
            environ["wsgi.input"].read(size) if size else b"",
        )


@dataclass
class Answer:
    """What goes back."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, value: object, status: int = 200) -> "Answer":
        """The way of both vendors."""
        return cls(status, json.dumps(value, ensure_ascii=False).encode())

    @classmethod
    def page(cls, html: str, status: int = 200) -> "Answer":
        """For people."""
        return cls(status, html.encode(), "text/html; charset=utf-8")

    @classmethod
    def to(cls, url: str) -> "Answer":
        """Go there."""
        return cls(302, headers={"Location": url})

    def begin(self, start: Start) -> Iterable[bytes]:
        """As WSGI has it."""
        told = {"Content-Type": self.kind, "Content-Length": str(len(self.body)), **self.headers}
        start(f"{self.status} -", list(told.items()))
        return [self.body]


class Line(httpx.BaseTransport):
    """Straight into the simulator; an answer that is to be lost is lost."""

    def __init__(self, app: Any) -> None:
        self.inner = httpx.WSGITransport(app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Act, then perhaps break."""
        answer = self.inner.handle_request(request)
        if DROPPED in answer.headers:
            raise httpx.ReadTimeout("", request=request)
        return answer
