"""The store of one host: a folder, two levels deep, where nothing half-written ever shows."""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lizhi.documents.store import Missing, Stream

NAME = re.compile(r"[a-z]+-[0-9]+/[0-9a-f]{64}")
BLOCK = 1024 * 1024


class FolderStore:
    """Objects as files `<shelf>/ab/cd/abcd….bin`; what is put is on the disk when we say so."""

    def __init__(self, place: str) -> None:
        self.place = Path(place)

    def put_if_absent(self, name: str, stream: Stream) -> bool:
        """Write beside it, flush to the disk, then link it in: whole or not there at all."""
        path = self._path(name)
        if path.exists():
            return False
        _make_folders(path.parent)
        temporary = _write(path.parent, stream)
        try:
            os.link(temporary, path)
        except FileExistsError:
            return False
        finally:
            temporary.unlink()
        _flush_folder(path.parent)
        return True

    def open_range(self, name: str, start: int, end: int | None = None) -> Stream:
        """A file that begins at `start` and ends before `end`."""
        try:
            file = self._path(name).open("rb")
        except FileNotFoundError as error:
            raise Missing(name) from error
        file.seek(start)
        return file if end is None else _Part(file, end - start)

    def delete(self, name: str) -> bool:
        """Take the file away; the folders stay."""
        path = self._path(name)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        _flush_folder(path.parent)
        return True

    def list(self, prefix: str = "") -> Iterator[str]:
        """Every object whose name begins so."""
        shelf, _, _ = prefix.partition("/")
        shelves = [self.place / shelf] if "/" in prefix else sorted(self.place.glob(f"{prefix}*"))
        for folder in shelves:
            for path in folder.glob("*/*/*.bin"):
                name = f"{folder.name}/{path.stem}"
                if name.startswith(prefix):
                    yield name

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError(name)
        shelf, digest = name.split("/")
        return self.place / shelf / digest[:2] / digest[2:4] / f"{digest}.bin"


class _Part:
    """A file that ends earlier."""

    def __init__(self, file: Stream, left: int) -> None:
        self.file = file
        self.left = left

    def read(self, size: int = -1, /) -> bytes:
        """At most what is left of the part."""
        wanted = self.left if size < 0 else min(size, self.left)
        data = self.file.read(wanted)
        self.left -= len(data)
        return data

    def close(self) -> None:
        """Let the file go."""
        self.file.close()


def _write(folder: Path, stream: Stream) -> Path:
    handle, name = tempfile.mkstemp(prefix=".new-", dir=folder)
    with os.fdopen(handle, "wb") as file:
        while block := stream.read(BLOCK):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _make_folders(folder: Path) -> None:
    """Make it and its parents, each entry flushed: a new folder must not vanish with the power."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
        _flush_folder(folder.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
