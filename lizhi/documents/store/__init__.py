"""Where the encrypted bytes lie. The door for other places (S3) is the protocol `Store`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from lizhi.common.damage import Unreadable

__all__ = ["Damaged", "Missing", "Store", "Stream", "get_store", "instead"]


class Damaged(Unreadable):
    """The bytes are not what was put in: flipped, cut, swapped or moved."""


class Missing(Damaged):
    """There is nothing under this name."""


class Stream(Protocol):
    """Bytes that are read once, from front to back."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""

    def close(self) -> None:
        """Let it go."""


class Store(Protocol):
    """What we ask of a place that keeps objects. It sees ciphertext only, and names.

    A name is `<retention>-<number of its key>/<SHA-256 of the plain bytes>`.
    """

    def put_if_absent(self, name: str, stream: Stream) -> bool:
        """Keep what the stream gives, for good once this returns; False: it was there already."""

    def open_range(self, name: str, start: int, end: int | None = None) -> Stream:
        """The bytes from `start` to before `end`; `Missing` when there is no such object."""

    def delete(self, name: str) -> bool:
        """Take it away for good; False: it was not there."""

    def list(self, prefix: str = "") -> Iterator[str]:
        """The names that begin so, in no particular order."""


_other: ContextVar[Store | None] = ContextVar("store", default=None)


def get_store() -> Store:
    """The store of this installation, as the setting STORE names it; inside `instead`, that one."""
    return _other.get() or _store(settings.STORE, str(settings.STORE_DIR))


@contextmanager
def instead(store: Store) -> Iterator[None]:
    """Everything inside keeps its bytes there, and finds only what lies there."""
    token = _other.set(store)
    try:
        yield
    finally:
        _other.reset(token)


@lru_cache(maxsize=4)
def _store(path: str, place: str) -> Store:
    return cast(Store, import_string(path)(place))
