"""Which characters the papers' fonts can draw: asked when a name is typed, not when it is printed.

The ranges in `coverage.json` come from the fonts themselves (`lizhi manage font_coverage`); a web
worker reads 2 KB of numbers and loads neither fonts nor Typst.
"""

import json
import re
from functools import cache
from itertools import accumulate, cycle
from pathlib import Path

COVERAGE = Path(__file__).with_name("coverage.json")
LAYOUT = "\n\r\t"
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
"""Joiners, variation and direction marks: they draw nothing and can make text lie."""


@cache
def _not_drawn() -> re.Pattern[str]:
    """Any character that no font has; line ends and tabs are layout."""
    steps: list[int] = json.loads(COVERAGE.read_text(encoding="utf-8"))
    edges = list(accumulate(steps))
    ends = [re.escape(chr(point - odd)) for point, odd in zip(edges, cycle((0, 1)), strict=False)]
    ranges = "".join(f"{first}-{last}" for first, last in zip(ends[::2], ends[1::2], strict=True))
    return re.compile(f"[^{LAYOUT}{ranges}]")


def missing_characters(text: str) -> str:
    """The characters of a text that no font has, each once, in order; line ends do not count."""
    return "".join(dict.fromkeys(_not_drawn().findall(text)))


def printable(text: str) -> str:
    """What people wrote, for paper: a character that no font has becomes 〔U+1F600〕.

    A flower from a phone must not hold up a notice; the original stays in the event.
    """
    clean = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return _not_drawn().sub(lambda found: f"〔U+{ord(found[0]):04X}〕", clean).strip()
