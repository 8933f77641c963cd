"""A firm's SMS gateway on this machine: it takes what is signed, and answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from lizhi.notifications.providers.http import SIGNATURE, TIMESTAMP, signature

SECRET = "a secret that both sides know, forty letters"


@dataclass
class Gateway:
    """What came in, and what to answer."""

    url: str = ""
    status: int = 200
    answer: bytes = b'{"ref": "SMS-1"}'
    taken: list[dict[str, Any]] = field(default_factory=list)

    def take(self, headers: dict[str, str], raw: bytes) -> int:
        """As a real one would: signature over the raw body first."""
        if headers.get(SIGNATURE) != signature(SECRET, headers.get(TIMESTAMP, ""), raw):
            return 401
        self.taken.append(json.loads(raw))
        return self.status


@contextmanager
def running() -> Iterator[Gateway]:
    """A gateway that listens as long as the test needs it."""
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(gateway.take(dict(self.headers), raw))
            self.end_headers()
            self.wfile.write(gateway.answer)

        def log_message(self, *args: object) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway.url = f"http://127.0.0.1:{server.server_port}/send"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
