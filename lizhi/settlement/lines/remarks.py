"""What somebody at the desk must look at before the settlement goes out."""

from dataclasses import dataclass
from typing import Literal

from lizhi.settlement.law.explained import Explained, Note
from lizhi.settlement.law.parameters import Figure

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


def missing(title: str, text: str, article: str = "") -> Remark:
    """Something that a line cannot do without."""
    return Remark("late", title, text, article, "alert-triangle")


def boundary(note: Note) -> Remark:
    """A day earlier or later that changes a line."""
    return Remark("soon", note.title, note.text, note.article, "calendar-event")


def doubts(result: Explained[object]) -> list[Remark]:
    """Figures that were read second-hand, each once."""
    return [_doubt(used) for used in result.figures if used.status == "secondary"]


def _doubt(figure: Figure) -> Remark:
    text = f"{figure.place}，{figure.document}。{figure.note}"
    return Remark("soon", f"暂用数：{figure.title} {figure.value}", text, "", "alert-circle")
