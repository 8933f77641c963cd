"""Typst, kept warm: fonts once a process, one compiler a thread."""

import os
import tempfile
import threading
import weakref
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn

# To hand parts of so short a paper to other threads costs more than it saves.
os.environ.setdefault("RAYON_NUM_THREADS", "1")

import typst  # it looks at the number of threads

PLACE = threading.local()
MAIN = """\
#import "program.typ": draw
#draw(json("given.json"))
"""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[pylopdf_fonts_zh_cn.serif_path().parent],
    )


def compiler(folder: Path) -> typst.Compiler:
    """This thread's compiler for the programs in a folder; a shared one would be refused."""
    kept: dict[Path, typst.Compiler] = PLACE.__dict__.setdefault("compilers", {})
    if folder not in kept:
        kept[folder] = typst.Compiler(root=folder, font_paths=_fonts())
    return kept[folder]


def press(program: Path) -> "Press":
    """This thread's press for a program that has a function `draw`."""
    kept: dict[Path, Press] = PLACE.__dict__.setdefault("presses", {})
    if program not in kept:
        kept[program] = Press(program)
    return kept[program]


class Press:
    """One program, drawing other data each time.

    They come as a file: other `sys_inputs` would make Typst forget whatever it has set before,
    which is a fifth of its work. The file lies in memory, for papers are about people.
    """

    def __init__(self, program: Path) -> None:
        kept = ExitStack()
        weakref.finalize(self, kept.close)
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="lizhi-press-")))
        self._given = kept.enter_context(_file_in_memory())
        (folder / "program.typ").symlink_to(program)
        (folder / "given.json").symlink_to(f"/dev/fd/{self._given.fileno()}")
        (folder / "main.typ").write_text(MAIN, encoding="ascii")
        self._compiler = typst.Compiler(folder / "main.typ", root=folder, font_paths=_fonts())

    def draw(self, given: str, **options: Any) -> bytes:
        """One PDF of these data (JSON); the options are Typst's."""
        data = given.encode()
        self._given.seek(0)
        self._given.truncate()
        self._given.write(data)
        self._given.seek(0)
        drawn = self._compiler.compile(format="pdf", **options)
        return bytes(drawn)  # type: ignore[arg-type]  # one document, no list of pages

    def query(self, selector: str) -> str:
        """The values of what was marked in the last drawing, as JSON."""
        return self._compiler.query(selector, field="value")


def _file_in_memory() -> Any:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("lizhi-press"), "w+b", buffering=0)
    return tempfile.TemporaryFile("w+b", buffering=0)
