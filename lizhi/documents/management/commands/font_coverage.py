"""`lizhi manage font_coverage`: write down which characters the papers' fonts have."""

import json
from typing import Any

import pylopdf_fonts_zh_cn
from django.core.management.base import BaseCommand
from fontTools.ttLib import TTFont

from lizhi.documents import names


def covered() -> set[int]:
    """Code points that Noto Serif SC or, behind it, Noto Sans SC can draw."""
    points: set[int] = set()
    for path in (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()):
        with TTFont(path, lazy=True) as font:
            points |= set(font.getBestCmap())
    return points


def edges(points: set[int]) -> list[int]:
    """Where runs begin and end, each as the distance from the edge before: small numbers."""
    found: list[int] = []
    for point in sorted(points):
        if found and found[-1] == point:
            found[-1] = point + 1
        else:
            found += [point, point + 1]
    return [after - before for before, after in zip([0, *found], found, strict=False)]


def text(points: set[int]) -> str:
    """What the file has to hold."""
    return json.dumps(edges(points), separators=(",", ":")) + "\n"


class Command(BaseCommand):
    """Run it after the fonts have changed; a test fails while the file is stale."""

    help = "Write the ranges of characters that the papers' fonts can draw."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file beside `names`."""
        names.COVERAGE.write_text(text(covered()), encoding="utf-8")
        self.stdout.write(f"{names.COVERAGE.name}: {names.COVERAGE.stat().st_size} bytes")
