"""Objects that last as long as somebody holds this store: nothing of them reaches a disk."""

import io
from collections.abc import Iterator

from lizhi.documents.store import Missing, Stream


class MemoryStore:
    """A `Store` for what is only played through."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put_if_absent(self, name: str, stream: Stream) -> bool:
        """Keep what the stream gives; False: it was there already."""
        if name in self._kept:
            return False
        self._kept[name] = stream.read()
        return True

    def open_range(self, name: str, start: int, end: int | None = None) -> Stream:
        """The bytes from `start` to before `end`."""
        if name not in self._kept:
            raise Missing(name)
        return io.BytesIO(self._kept[name][start:end])

    def delete(self, name: str) -> bool:
        """Take it away; False: it was not there."""
        return self._kept.pop(name, None) is not None

    def list(self, prefix: str = "") -> Iterator[str]:
        """The names that begin so."""
        return iter([name for name in self._kept if name.startswith(prefix)])
