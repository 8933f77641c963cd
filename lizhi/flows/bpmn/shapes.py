"""What stands in the picture: shapes with a place, flows with corners, the room that each takes."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

TASK = (110, 80)
GATEWAY = (50, 50)
EVENT = (36, 36)
GAP = 50
"""Between two shapes of a row, and between the branches of a block."""


class Point(NamedTuple):
    """In pixels, from the upper left corner."""

    x: int
    y: int


@dataclass
class Shape:
    """One element with its place."""

    id: str
    tag: str
    """As BPMN calls it: `userTask`, `exclusiveGateway` …."""
    name: str
    size: tuple[int, int]
    step: str
    """The step of the definition that it belongs to."""
    at: Point
    says: list[str] = field(default_factory=list)
    """Sentences for whoever asks what stands behind it."""
    timer: tuple[str, str] | None = None
    """`timeDuration` or `timeDate`, and its value."""
    on: str = ""
    """Of a boundary event: the task at whose edge it sits."""
    ends_all: bool = False
    default: str = ""
    """Of a gateway: the flow that is taken when no condition holds."""

    @property
    def middle(self) -> Point:
        """Where its flows point to."""
        return Point(self.at.x + self.size[0] // 2, self.at.y + self.size[1] // 2)

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.at.x + self.size[0]

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.at.y + self.size[1]


@dataclass
class Flow:
    """From one shape to the next."""

    id: str
    source: Shape
    target: Shape
    name: str = ""
    when: Any = None
    points: list[Point] = field(default_factory=list)
    says: str = ""


@dataclass
class Box:
    """The room that something takes around the line on which it hangs."""

    width: int = 0
    above: int = 0
    below: int = 0


@dataclass
class Place:
    """The bounds that a step has got: a block's hold everything of its branches."""

    step: str
    block: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass
class Picture:
    """A whole process, laid out."""

    key: str
    name: str
    shapes: list[Shape] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    width: int = 0
    height: int = 0
