"""The corners of flows."""

from lizhi.flows.bpmn.shapes import Point, Shape


def along(source: Shape | None, target: Shape, *, line: int | None = None) -> list[Point]:
    """To the right; up or down first where a gateway parts, last where one joins."""
    if source is None:
        return []
    start, end = source.middle, target.middle
    level = end.y if line is None else line
    if start.y == level == end.y:
        return [Point(source.right, start.y), Point(target.at.x, end.y)]
    first = [Point(source.right, level)] if start.y == level else [_leave(source, level)]
    corner = [] if start.y == level else [Point(start.x, level)]
    if end.y == level:
        return [*first, *corner, Point(target.at.x, level)]
    return [*first, *corner, Point(end.x, level), _leave(target, level)]


def _leave(shape: Shape, level: int) -> Point:
    """At its lower or upper edge, whichever is nearer to this level."""
    middle = shape.middle
    return Point(middle.x, shape.bottom if level > middle.y else shape.at.y)


def down(source: Shape, target: Shape) -> list[Point]:
    """Straight down."""
    return [Point(source.middle.x, source.bottom), Point(target.middle.x, target.at.y)]


def round_the_corner(source: Shape, target: Shape, level: int) -> list[Point]:
    """Down, along, and up into the target from below."""
    return [
        Point(source.middle.x, source.bottom),
        Point(source.middle.x, level),
        Point(target.middle.x, level),
        Point(target.middle.x, target.bottom),
    ]


def back(source: Shape, target: Shape, level: int) -> list[Point]:
    """Up, to the left along a lane, and down into the target."""
    return [
        Point(source.middle.x, source.at.y),
        Point(source.middle.x, level),
        Point(target.middle.x, level),
        Point(target.middle.x, target.at.y),
    ]
