"""What somebody at the desk must look at before the settlement goes out."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from lizhi.settlement.law.explained import Explained, Note
from lizhi.settlement.law.parameters import Figure, NoFigure

Kind = Literal["late", "soon", ""]
ORDER: tuple[Kind, ...] = ("late", "soon", "")


@dataclass(frozen=True)
class Remark:
    """`late`: a line cannot be computed; `soon`: look at this; empty: only to know."""

    kind: Kind
    title: str
    text: str
    article: str = ""
    sign: str = "info-circle"
    figure: tuple[str, str, int] | None = None
    """Name, place and year of the figure that is missing: the page says where to fill it in."""

    @property
    def city(self) -> str:
        """Where the missing figure belongs to."""
        return self.figure[1] if self.figure else ""

    @property
    def query(self) -> str:
        """What the address of the form for that figure is asked with."""
        if self.figure is None:
            return ""
        return urlencode(dict(zip(("name", "city", "year"), self.figure, strict=True)))


def missing(title: str, text: str, article: str = "", refusal: NoFigure | None = None) -> Remark:
    """Something that a line cannot do without; of a figure of a place, which one."""
    asked = (refusal.name, refusal.place, refusal.as_of.year) if refusal else None
    return Remark("late", title, text, article, "alert-triangle", asked)


def boundary(note: Note) -> Remark:
    """A day earlier or later that changes a line."""
    return Remark("soon", note.title, note.text, note.article, "calendar-event")


def doubts(result: Explained[object]) -> list[Remark]:
    """Figures that were read second-hand, each once."""
    return [_doubt(used) for used in result.figures if used.status == "secondary"]


def _doubt(figure: Figure) -> Remark:
    text = f"{figure.place}，{figure.document}。{figure.note}"
    return Remark("soon", f"暂用数：{figure.title} {figure.value}", text, "", "alert-circle")
