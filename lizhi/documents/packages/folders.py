"""The files of a package that lies unpacked on a disk: plain ones only, and not without end."""

import os
from collections.abc import Iterator
from pathlib import Path

from lizhi.documents.packages import layout
from lizhi.documents.packages.records import Spoilt

PIECE = 1 << 20


class Folder:
    """The folder that holds bag and seals, or the bag itself."""

    odd = False

    def __init__(self, top: Path) -> None:
        self._top = top
        self._size = self._count = 0
        self.unsafe: set[str] = set()
        self._files: dict[str, Path] = {}
        self._walk()
        self.names = set(self._files)
        self.beside = self._look_beside()

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file; OSError when they cannot be read."""
        with self._files[name].open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def _walk(self) -> None:
        waiting = [self._top]
        while waiting:
            folder = waiting.pop()
            try:
                waiting += self._look_into(folder)
            except OSError:
                if folder == self._top:
                    raise
                self.unsafe.add(self._name(folder))  # nobody can say what is in it

    def _look_into(self, folder: Path) -> list[Path]:
        """Take its files; what is left to be looked into are its folders."""
        folders = []
        with os.scandir(folder) as found:
            for item in found:
                self._count += 1
                if item.is_dir(follow_symlinks=False):
                    folders.append(Path(item.path))
                elif item.is_file(follow_symlinks=False):
                    self._size += item.stat(follow_symlinks=False).st_size
                    self._files[self._name(Path(item.path))] = Path(item.path)
                else:  # a link, a pipe, a device
                    self.unsafe.add(self._name(Path(item.path)))
                if self._count > layout.MOST_ENTRIES or self._size > layout.MOST_BYTES:
                    raise Spoilt
        return folders

    def _name(self, path: Path) -> str:
        return path.relative_to(self._top).as_posix()

    def _look_beside(self) -> set[str]:
        """When this is the bag, its seals lie beside it, and so may anything else."""
        above = self._top.absolute().parent
        for name in (layout.SEAL, layout.STAMP):
            place = above / name
            if os.path.isfile(place):  # noqa: PTH113  an answer even where looking is forbidden
                self._files[f"../{name}"] = place
        return self._files.keys() - self.names
