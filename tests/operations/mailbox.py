"""A firm's mail server on this machine: it speaks just enough SMTP, and answers as it is told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """What came in, and what it says to each address."""

    port: int = 0
    refuses: dict[str, str] = field(default_factory=dict)
    """Part of an address and the answer, for instance `550 no such user`."""
    taken: list[str] = field(default_factory=list)


@contextmanager
def running() -> Iterator[Mailbox]:
    """A server that listens as long as the test needs it."""
    box = Mailbox()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

        def handle(self) -> None:
            self.say("220 here")
            for raw in self.rfile:
                line = raw.decode().strip()
                verb = line[:4].upper()
                if verb == "DATA":
                    self.say("354 go on")
                    box.taken.append(self.mail())
                answers = [said for part, said in box.refuses.items() if part in line]
                self.say(answers[0] if verb == "RCPT" and answers else "250 fine")
                if verb == "QUIT":
                    return

        def mail(self) -> str:
            lines: list[str] = []
            for raw in self.rfile:
                if raw == b".\r\n":
                    break
                lines.append(raw.decode())
            return "".join(lines)

        def finish(self) -> None:
            """The other side may be gone."""

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    box.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield box
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
