"""The files of a package that lies unpacked on a disk: plain ones only, and not without end."""

import os
from collections.abc import Iterator
from pathlib import Path

from lizhi.documents.packages import layout
from lizhi.documents.strangers import Spoilt

PIECE = 1 << 20
SEALS = {layout.SEAL, layout.STAMP}


class Folder:
    """The folder that holds bag and seals, or the bag itself."""

    odd = False

    def __init__(self, top: Path) -> None:
        self._top = top.absolute()
        self._size = self._count = 0
        self.names: set[str] = set()
        self.unsafe: set[str] = set()
        waiting = self._look_into("")
        while waiting:
            folder = waiting.pop()
            try:
                waiting += self._look_into(f"{folder}/")
            except OSError:
                self.unsafe.add(folder)  # nobody can say what is in it

    @property
    def beside(self) -> set[str]:
        """When this is the bag, its seals lie beside it, and so may anything else."""
        with os.scandir(self._top.parent) as found:
            return {
                f"../{item.name}"
                for item in found
                if (item.name in SEALS or layout.RENEWAL.fullmatch(item.name)) and item.is_file()
            }

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file; OSError when they cannot be read."""
        is_beside = name.startswith("../")
        with (self._top.parent / name[3:] if is_beside else self._top / name).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def _look_into(self, folder: str) -> list[str]:
        """Take its files; what is left to be looked into are its folders."""
        folders = []
        with os.scandir(self._top / folder) as found:
            for item in found:
                self._count += 1
                if item.is_dir(follow_symlinks=False):
                    folders.append(folder + item.name)
                elif item.is_file(follow_symlinks=False):
                    self._size += item.stat(follow_symlinks=False).st_size
                    self.names.add(folder + item.name)
                else:  # a link, a pipe, a device
                    self.unsafe.add(folder + item.name)
                if self._count > layout.MOST_ENTRIES or self._size > layout.MOST_BYTES:
                    raise Spoilt
        return folders
