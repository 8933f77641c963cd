"""The files of a package by name, whether it is a folder or a ZIP. Nothing is unpacked."""

import hashlib
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

from lizhi.documents import strangers
from lizhi.documents.packages import layout
from lizhi.documents.packages.folders import Folder
from lizhi.documents.packages.heads import find_bag
from lizhi.documents.packages.unzipping import Zip

SPOILT = (OSError, ValueError, zlib.error)
"""What reading a file of a package may raise."""


class NoPackage(ValueError):
    """There is no package here that could be read."""


class Container(Protocol):
    """What a package lies in; names as they stand there."""

    names: set[str]
    odd: bool
    """It holds something beside its files."""
    unsafe: set[str]
    """Names that lead elsewhere, or mean no plain file; they are never followed."""

    @property
    def beside(self) -> Collection[str]:
        """What may be the seals of a container that is the bag itself."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file."""


class Source:
    """What the checks read from."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self.unsafe, self.odd = container.unsafe, container.odd
        self._places = {name: name for name in container.names}  # while nobody knows the bag
        self.names = set(self._places)
        """Of all files, relative to the bag; what lies beside the bag begins with `../`."""
        bag = find_bag(self)
        if bag is None:
            raise NoPackage
        self._places = {_from_bag(name, bag): name for name in container.names}
        if not bag:
            self._places |= {name: name for name in container.beside}
        self.names = set(self._places)

    def read(self, name: str, most: int = layout.MOST_AT_ONCE) -> bytes | None:
        """The bytes of a file; None when they cannot be read, or are more than `most`."""
        read, size = [], 0
        try:
            for piece in self._container.pieces(self._places[name]):
                size += len(piece)
                if size > most:
                    return None
                read.append(piece)
        except SPOILT:
            return None
        return b"".join(read)

    def digests(self, name: str) -> dict[str, str]:
        """Of a file, by algorithm; empty when it cannot be read."""
        hashes = {algorithm: hashlib.new(algorithm) for algorithm in layout.MANIFESTS}
        try:
            for piece in self._container.pieces(self._places[name]):
                for one in hashes.values():
                    one.update(piece)
        except SPOILT:
            return {}
        return {algorithm: one.hexdigest() for algorithm, one in hashes.items()}


def open_source(path: Path) -> Source:
    """A package from this place: a ZIP, the folder that holds bag and seals, or the bag itself.

    Raises FileNotFoundError, NoPackage, or OSError when it cannot be looked at.
    """
    try:
        if path.is_dir():
            return Source(Folder(path))
        return Source(Zip(strangers.read(path, layout.MOST_BYTES)))
    except (ValueError, MemoryError) as error:
        raise NoPackage from error


def _from_bag(name: str, bag: str) -> str:
    return name.removeprefix(bag) if name.startswith(bag) else f"../{name}"
