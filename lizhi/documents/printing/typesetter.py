"""Typst, kept warm: fonts once a process, one compiler a thread."""

import threading
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

PLACE = threading.local()


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
