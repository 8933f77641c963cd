"""Web and worker as child processes of one parent: they start, and they end, together."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

WEB_WORKERS = 2
WEB_THREADS = 4
PORTS = 65_536
PATIENCE = 60
"""Seconds until a server has to answer."""
FRUGAL = {"MALLOC_ARENA_MAX": "1"}
"""One heap for all threads of a process: they take turns anyhow, and many heaps lie half empty."""


def why_not_at(bind: str) -> str:
    """The sentence for somebody whose place to listen is taken or is none; empty: it is free.

    Asked before anything starts: whoever listens there already would answer in our stead.
    """
    none = f"{bind} is no host and port, such as 127.0.0.1:8000."
    host, _, port = bind.rpartition(":")
    if not (host and port.isdecimal() and 0 < int(port) < PORTS):
        return none
    try:
        where = socket.getaddrinfo(host.strip("[]"), int(port))[0]
        with socket.socket(where[0], socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where[4])
    except socket.gaierror:
        return none
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} is in use already. Stop what listens there, or choose another one."
        return f"{bind}: {error.strerror}."
    return ""


def web_command(bind: str) -> list[str]:
    """Gunicorn with threads (decision D6); what its processes need is loaded before they part."""
    gunicorn = str(Path(sys.executable).with_name("gunicorn"))
    return [
        *(gunicorn, "lizhi.config.wsgi:application", "--bind", bind),
        *("--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS)),
        *("--preload", "--worker-class", "gthread"),
        *("--graceful-timeout", "10", "--log-level", "warning"),
        *("--logger-class", "lizhi.config.gunicorn_log.WebLogger"),
    ]


def worker_command() -> list[str]:
    """The job worker."""
    return [str(Path(sys.executable).with_name("lizhi")), "worker"]


class ProcessTree:
    """Children that must all live: when one dies, all end."""

    def __init__(self, commands: list[list[str]], environment: dict[str, str]) -> None:
        self.environment = {**FRUGAL, **os.environ, **environment}
        self.children: list[subprocess.Popen[bytes]] = []
        for command in commands:
            self.add(command)

    def add(self, command: list[str]) -> None:
        """One more child."""
        self.children.append(subprocess.Popen(command, env=self.environment))  # noqa: S603  our own words

    def answers(self, bind: str) -> bool:
        """Wait until somebody listens there; False when a child has died or nobody ever does."""
        self._heed_signals()
        host, _, port = bind.rpartition(":")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and all(child.poll() is None for child in self.children):
            try:
                socket.create_connection((host.strip("[]"), int(port)), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return True
        return False

    def wait(self) -> int:
        """Until somebody stops us or a child dies; the answer is an exit code."""
        self._heed_signals()
        while all(child.poll() is None for child in self.children):
            time.sleep(0.2)
        self.stop()
        return int(max(abs(child.returncode or 0) for child in self.children))

    def _heed_signals(self) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._end)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.stop()
        sys.exit(0)

    def stop(self) -> None:
        """Ask politely, wait, insist."""
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(timeout=15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
