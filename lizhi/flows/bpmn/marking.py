"""How far one case has come in the picture of its process."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from lizhi.cases.models import Case
from lizhi.flows.bpmn.shapes import Flow, Picture, Shape
from lizhi.workflow.models import Run, Version

PER_LINE, MOST_LINES = 7, 3
LEADING = 16


@dataclass(frozen=True)
class Drawn:
    """One shape as the page draws it: what it looks like, and the lines of its name."""

    shape: Shape
    look: str
    """`done`, `now`, `late`, `off` or nothing."""
    lines: list[tuple[int, str]]
    """The height of each line, and its words."""

    @property
    def form(self) -> str:
        """`task`, `gateway` or `event`: how it is drawn."""
        if self.shape.tag.endswith("Gateway"):
            return "gateway"
        return "event" if self.shape.tag.endswith("Event") else "task"

    @property
    def points(self) -> str:
        """The corners of a gateway."""
        middle, half = self.shape.middle, self.shape.size[0] // 2
        corners = ((0, -half), (half, 0), (0, half), (-half, 0))
        return " ".join(f"{middle.x + x},{middle.y + y}" for x, y in corners)

    @property
    def sign(self) -> str:
        """What stands in a gateway."""
        signs = {"parallelGateway": "+", "inclusiveGateway": "○", "exclusiveGateway": "×"}
        return signs.get(self.shape.tag, "")

    @property
    def hands(self) -> str:
        """Those of a clock, where time leads on."""
        middle = self.shape.middle
        return f"M{middle.x} {middle.y - 9}v9h7" if self.shape.timer else ""


def version_of(case: Case) -> Version | None:
    """By which version the case goes now."""
    last = Run.objects.filter(case=case).select_related("version__definition").order_by("-pk")
    found = last.first()
    return found.version if found else None


def looks(case: Case, now: dt.datetime) -> dict[str, str]:
    """By step: where the case has been, stands, is late, or will not come any more."""
    found: dict[str, str] = {}
    for run in Run.objects.filter(case=case).order_by("pk"):
        found[run.step] = _look(run, now)
    return found


def _look(run: Run, now: dt.datetime) -> str:
    if run.state == Run.State.DONE:
        return "done"
    if run.state == Run.State.CANCELLED:
        return "off"
    return "late" if run.due_at and run.due_at < now and run.tasks.exists() else "now"


def drawn(picture: Picture, looks: dict[str, str]) -> list[Drawn]:
    """Every shape with its mark; gateways and edges of steps stay plain."""
    return [_drawn(shape, looks) for shape in picture.shapes]


def _drawn(shape: Shape, looks: dict[str, str]) -> Drawn:
    return Drawn(shape, looks.get(shape.id, ""), _lines(shape))


SAID = {
    "done": gettext_lazy("done already"),
    "now": gettext_lazy("under way"),
    "late": gettext_lazy("over its time"),
    "off": gettext_lazy("not needed any more"),
    "": gettext_lazy("to come"),
}


def words(look: str) -> str:
    """The mark for whoever reads it."""
    return str(SAID[look])


def _lines(shape: Shape) -> list[tuple[int, str]]:
    """Seven characters a line; what does not fit into three is cut."""
    name = shape.name if len(shape.name) <= PER_LINE * MOST_LINES else _cut(shape.name)
    parts = [name[at : at + PER_LINE] for at in range(0, len(name), PER_LINE)]
    if shape.tag.endswith("Gateway"):  # above, for its ways lead down
        first = shape.at.y - LEADING // 2 - LEADING * (len(parts) - 1)
    elif shape.tag.endswith("Event"):
        first = shape.bottom + LEADING
    else:
        first = shape.middle.y + 4 - LEADING * (len(parts) - 1) // 2
    return [(first + LEADING * number, part) for number, part in enumerate(parts)]


def _cut(name: str) -> str:
    return name[: PER_LINE * MOST_LINES - 1] + "…"


def way(flow: Flow) -> str:
    """The corners of a flow, for a line."""
    return " ".join(f"{point.x},{point.y}" for point in flow.points)
