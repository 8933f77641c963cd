"""The only clock: the system's, a moment put in its place by a test, or the demo's file.

The file (`LIZHI_CLOCK_FILE`) holds one ISO 8601 moment with a zone; whoever writes it moves the
time of every process that reads it. Production refuses to start with it.
"""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_moment: ContextVar[dt.datetime | None] = ContextVar("moment", default=None)


def now() -> dt.datetime:
    """The present moment, in UTC."""
    moment = _moment.get()
    if moment is not None:
        return moment
    if file := os.environ.get("LIZHI_CLOCK_FILE"):
        with suppress(FileNotFoundError):  # a file that is not there moves nothing
            found = _path(file).stat()
            return _told_by(file, found.st_ino, found.st_mtime_ns, found.st_size)
    return dt.datetime.now(dt.UTC)


@lru_cache(maxsize=1)
def _path(file: str) -> Path:
    return Path(file)


@lru_cache(maxsize=1)
def _told_by(file: str, *_version: int) -> dt.datetime:
    """What the file says; it is read again once it has been written anew."""
    text = _path(file).read_text(encoding="utf-8").strip()
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


def today() -> dt.date:
    """The day it is in China, where the law counts."""
    return now().astimezone(SHANGHAI).date()


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment on a wall clock in China."""
    return moment.astimezone(SHANGHAI)


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let everything inside happen at this moment."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


@contextmanager
def system() -> Iterator[None]:
    """Let everything inside see the real time (or the demo's file) again."""
    token = _moment.set(None)
    try:
        yield
    finally:
        _moment.reset(token)
