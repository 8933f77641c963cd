"""A name as it was drawn: strokes of points with their time, checked before it is believed."""

import hashlib
import itertools
import json
import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused

Point = tuple[float, float, float]
"""x and y in CSS pixels of the pad, milliseconds since the first touch."""

MOST_BYTES = 400_000
MOST_STROKES = 300
MOST_POINTS = 20_000
LARGEST_PAD = 4096
LONGEST_MS = 30 * 60 * 1000
OUTSIDE = 0.25
"""A finger may leave the pad by a quarter of its size."""
SMALLEST_PART = 0.12
"""A name whose line is shorter than this part of the pad's width is a slip of the finger."""


@dataclass(frozen=True)
class Ink:
    """What was drawn, on a pad of this size."""

    w: float
    h: float
    strokes: tuple[tuple[Point, ...], ...]

    @property
    def text(self) -> str:
        """The one spelling that is stored and hashed."""
        value = {"w": self.w, "h": self.h, "strokes": self.strokes}
        return json.dumps(value, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """SHA-256 of `text`."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def length(self) -> float:
        """How long a line the finger has drawn, in pixels."""
        return sum(
            math.dist(one[:2], two[:2])
            for stroke in self.strokes
            for one, two in itertools.pairwise(stroke)
        )


def parse(raw: str) -> Ink:
    """The drawing in a form's value; refused when it is no drawing, or hardly one."""
    ink = _read(raw)
    if ink.length < SMALLEST_PART * ink.w:
        raise Refused(_("That looks unfinished. Please write it once more."))
    return ink


def load(text: str) -> Ink:
    """A drawing as it was stored."""
    return _shaped(json.loads(text))


def _read(raw: str) -> Ink:
    spoilt = Refused(_("The drawing did not arrive whole. Please write your name once more."))
    if len(raw) > MOST_BYTES:
        raise spoilt
    try:
        return _shaped(json.loads(raw))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        raise spoilt from None


def _shaped(value: dict[str, object]) -> Ink:
    w, h = _number(value["w"], LARGEST_PAD), _number(value["h"], LARGEST_PAD)
    drawn = value["strokes"]
    if w < 1 or h < 1 or not isinstance(drawn, list) or not 0 < len(drawn) <= MOST_STROKES:
        raise ValueError("no drawing")
    strokes = tuple(tuple(_point(point, w, h) for point in stroke) for stroke in drawn)
    if sum(len(stroke) for stroke in strokes) > MOST_POINTS:
        raise ValueError("too long")
    times = [point[2] for stroke in strokes for point in stroke]
    if times != sorted(times):
        raise ValueError("time does not run backwards")
    return Ink(w, h, strokes)


def _point(point: list[object], w: float, h: float) -> Point:
    x, y, when = point[:3]
    across = _number(x, w * (1 + OUTSIDE), -w * OUTSIDE)
    down = _number(y, h * (1 + OUTSIDE), -h * OUTSIDE)
    return across, down, _number(when, LONGEST_MS)


def _number(value: object, most: float, least: float = 0) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("not a number")
    if not least <= value <= most:  # also false for what is not a number at all
        raise ValueError("out of range")
    return round(float(value), 1)
