"""The files of a package by name, whether it is a folder or a ZIP. Nothing is unpacked."""

import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import Protocol

from lizhi.documents.packages import layout, zips

MOST_BYTES = 2 * 1024**3
BAG_SIGNS = ("bagit.txt", *layout.MANIFESTS.values(), *layout.TAG_MANIFESTS.values())


class NoPackage(ValueError):
    """There is no package here that could be read."""


class Source(Protocol):
    """What the checks read from."""

    names: set[str]
    """Of all files, relative to the bag; what lies beside the bag begins with `../`."""
    unsafe: set[str]
    """Names that lead elsewhere; they are never followed."""
    odd: bool
    """The container itself holds something beside its files."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None when they cannot be read."""


def open_source(path: Path) -> Source:
    """A package from this place: a ZIP, the folder that holds bag and seals, or the bag itself."""
    return _Folder(path) if path.is_dir() else _Zip(path.read_bytes())


class _Folder:
    odd = False

    def __init__(self, path: Path) -> None:
        found = {item.relative_to(path).as_posix(): item for item in path.rglob("*")}
        files = {name: item for name, item in found.items() if not item.is_dir()}
        self.unsafe = {name for name, item in found.items() if item.is_symlink()}
        bag = _find_bag(files)
        self._files = {_from_bag(name, bag): files[name] for name in files.keys() - self.unsafe}
        if not bag:  # the bag itself: its seals lie beside it, and so may anything else
            for name in (layout.SEAL, layout.STAMP):
                if (path.absolute().parent / name).is_file():
                    self._files[f"../{name}"] = path.absolute().parent / name
        self.names = set(self._files)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None when they cannot be read."""
        try:
            return self._files[name].read_bytes()
        except OSError:
            return None


class _Zip:
    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        except zips.SPOILT as error:
            raise NoPackage from error
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise NoPackage
        names = [entry.filename for entry in entries]
        self.unsafe = {name for name in names if _leads_out(name) or names.count(name) > 1}
        self.odd = zips.is_odd(data, self._archive)
        bag = _find_bag(names)
        self._entries = {
            _from_bag(entry.filename, bag): entry
            for entry in entries
            if entry.filename not in self.unsafe
        }
        self.names = set(self._entries)

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None when they cannot be read."""
        return zips.read(self._archive, self._entries[name])


def _find_bag(names: "dict[str, Path] | list[str]") -> str:
    """The folder of the bag with its slash; empty when the bag lies at the top."""
    heads = {str(PurePosixPath(name).parent) for name in names if name.endswith(BAG_SIGNS)}
    if "." in heads:
        return ""
    inside = sorted(head for head in heads if "/" not in head)
    if not inside:
        raise NoPackage
    return f"{inside[0]}/"


def _from_bag(name: str, bag: str) -> str:
    return name.removeprefix(bag) if name.startswith(bag) else f"../{name}"


def _leads_out(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name.startswith("/") or ".." in parts or "\\" in name or "\0" in name
