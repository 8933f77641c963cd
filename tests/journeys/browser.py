"""The Chromium of the journeys: `LIZHI_CHROMIUM`, the system's, or the one in the npm package.

The one in the package needs nothing from the machine: its libraries are unpacked beside it, and the
fonts come from our own font package, so that pictures are equal everywhere and 中文 is never blank.
"""

import io
import os
import shutil
import tarfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "node_modules" / "@sparticuz" / "chromium" / "bin"
BUILD = ROOT / "build" / "chromium"
LIGHT = 300
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--lang=zh-CN",
]
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="strong">
    <family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer>
  </alias>
  <alias binding="strong">
    <family>serif</family><prefer><family>Noto Serif SC</family></prefer>
  </alias>
</fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """Where the program is, and what has to stand in its environment."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)


def find() -> Chromium:
    """Find the first browser there is; unpack the one in the package once."""
    environment = {**os.environ, "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN", "TZ": "Asia/Shanghai"}
    environment["FONTCONFIG_FILE"] = str(_fonts())
    if chosen := os.environ.get("LIZHI_CHROMIUM"):
        return Chromium(Path(chosen), environment)
    for name in NAMES:
        if path := shutil.which(name):
            return Chromium(Path(path), environment)
    environment["LD_LIBRARY_PATH"] = str(BUILD / "lib")
    return Chromium(_unpack(), environment)


def _fonts() -> Path:
    """Name the packaged fonts, and only those, announced as light.

    The package holds one weight. Chromium draws a bold of its own only where a word asks for over
    200 more than the font has, and our headings ask for 600.
    """
    folder = BUILD / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for font in Path(pylopdf_fonts_zh_cn.__file__).parent.glob("*.otf"):
        copy = folder / font.name
        if not copy.exists():
            _write(copy, _announced_as_light(font))
    file = BUILD / "fonts.conf"
    _write(file, FONTS.format(fonts=folder, cache=BUILD / "cache").encode())
    return file


def _announced_as_light(font: Path) -> bytes:
    content = io.BytesIO()
    with TTFont(font, lazy=True) as loaded:
        loaded["OS/2"].usWeightClass = LIGHT
        loaded.save(content)
    return content.getvalue()


def _unpack() -> Path:
    """Put the packed program and its libraries into the build folder, once for each version."""
    program = BUILD / "chromium"
    packed = PACKAGE / "chromium.br"
    if program.exists() and program.stat().st_mtime >= packed.stat().st_mtime:
        return program
    libraries = brotli.decompress((PACKAGE / "al2023.tar.br").read_bytes())
    with tarfile.open(fileobj=io.BytesIO(libraries)) as archive:
        # Debian's Python 3.11.2 knows no filter yet; the package is pinned by its hash.
        careful: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(BUILD, **careful)  # noqa: S202
    _write(program, brotli.decompress(packed.read_bytes()), mode=0o755)
    return program


def _write(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write in one go: several test workers may do this at once."""
    if (
        path.exists()
        and path.stat().st_size == len(content)
        and mode == path.stat().st_mode & 0o777
    ):
        return
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.chmod(mode)
    part.replace(path)
