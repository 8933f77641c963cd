"""From the points of a finger to outlines with the width of a pen: thin when fast, thick when slow.

A point is `(x, y)`, `(x, y, time)` or `(x, y, time, pressure)`, time in ms, y downwards, in any
unit; the strokes are fitted into the field without distortion. Plain Python, no drawing library.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

Point = Sequence[float]
Stroke = Sequence[Point]
Outline = list[tuple[float, float]]

MARGIN = 6.0
THIN, THICK = 0.75, 2.1
"""Widths in pt at full speed and at rest."""
FAST = 0.4
"""Speed in pt a ms (of the fitted strokes) at which the pen is thinnest."""
STEP = 1.1
"""Distance in pt between resampled points."""
CALM = 0.35
"""How much of a new width is taken over at each point: the ink does not jump."""
LARGEST = 1.5
"""A small mark is not blown up beyond this."""
MOST = 4000
"""More points than any name has; the rest is left out."""
CORNERS = 10


def outlines(strokes: Sequence[Stroke], w: float, h: float) -> list[Outline]:
    """Filled shapes in pt, top left origin, within a field of `w` by `h`."""
    kept = _bounded([[tuple(map(float, p[:3])) for p in stroke] for stroke in strokes if stroke])
    if not kept:
        return []
    fitted = _fitted(kept, w, h)
    return [shape for stroke in fitted for shape in _stroke(stroke)]


def _bounded(strokes: list[list[tuple[float, ...]]]) -> list[list[tuple[float, ...]]]:
    left = MOST
    kept = []
    for stroke in strokes:
        part = [p for p in stroke[:left] if all(map(math.isfinite, p))]
        left -= len(part)
        if part:
            kept.append(part)
    return kept


def _fitted(
    strokes: list[list[tuple[float, ...]]], w: float, h: float
) -> list[list[tuple[float, ...]]]:
    xs = [p[0] for stroke in strokes for p in stroke]
    ys = [p[1] for stroke in strokes for p in stroke]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scales = [(w - 2 * MARGIN) / wide if wide else 1.0, (h - 2 * MARGIN) / high if high else 1.0]
    scale = min(LARGEST, *scales)
    dx = MARGIN - min(xs) * scale
    dy = (h - high * scale) / 2 - min(ys) * scale
    return [[(p[0] * scale + dx, p[1] * scale + dy, *p[2:]) for p in stroke] for stroke in strokes]


def _stroke(points: list[tuple[float, ...]]) -> Iterator[Outline]:
    path = list(_smooth(_apart(points)))
    if len(path) == 1:
        yield _dot(*path[0][:2], THICK * 0.7)
        return
    widths = list(_widths(path))
    left, right = [], []
    for i, (x, y, _) in enumerate(path):
        before, after = path[max(i - 1, 0)], path[min(i + 1, len(path) - 1)]
        length = math.hypot(after[0] - before[0], after[1] - before[1]) or 1.0
        nx, ny = (before[1] - after[1]) / length, (after[0] - before[0]) / length
        half = widths[i] / 2
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    yield left + right[::-1]
    for end in (0, -1):
        yield _dot(*path[end][:2], widths[end] / 2)


def _apart(points: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Without points that stand where the one before stood."""
    kept = points[:1]
    for point in points[1:]:
        if math.hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) > STEP / 2:
            kept.append(point)
    return kept


def _smooth(points: list[tuple[float, ...]]) -> Iterator[tuple[float, float, float]]:
    """A curve through all points (Catmull-Rom), each with its speed in pt a ms."""
    ends = [points[0], *points, points[-1]]
    speed = 0.0
    for i, (p, q) in enumerate(pairwise(points)):
        before, after = ends[i], ends[i + 3]
        distance = math.hypot(q[0] - p[0], q[1] - p[1])
        passed = q[2] - p[2] if min(len(p), len(q)) > len("xy") else 0.0
        speed = distance / passed if passed > 0 else distance / 16
        pieces = max(1, round(distance / STEP))
        for k in range(pieces):
            t = k / pieces
            yield (
                _between(before[0], p[0], q[0], after[0], t),
                _between(before[1], p[1], q[1], after[1], t),
                speed,
            )
    yield points[-1][0], points[-1][1], speed


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def _widths(path: list[tuple[float, float, float]]) -> Iterator[float]:
    """Thinner with speed, changing calmly, and fine where the finger comes and leaves."""
    width = (THIN + THICK) / 2
    taper = 6
    for i, (_, _, speed) in enumerate(path):
        wanted = THICK - (THICK - THIN) * min(1.0, speed / FAST)
        width += (wanted - width) * CALM
        edge = min(1.0, 0.55 + min(i, len(path) - 1 - i) / taper)
        yield width * edge


def _dot(x: float, y: float, r: float) -> Outline:
    turn = 2 * math.pi / CORNERS
    return [(x + r * math.cos(i * turn), y + r * math.sin(i * turn)) for i in range(CORNERS)]
