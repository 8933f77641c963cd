"""A figure that only a second text quotes is used, and said to be in doubt wherever it is used."""

from collections.abc import Iterable

from lizhi.settlement.law.explained import Note
from lizhi.settlement.law.parameters import Figure


def notes(figures: Iterable[Figure]) -> tuple[Note, ...]:
    """One warning for each second-hand figure, with the document that is said to hold it."""
    doubtful = {figure.name: figure for figure in figures if figure.status == "secondary"}
    return tuple(_note(figure) for figure in doubtful.values())


def _note(figure: Figure) -> Note:
    shown = "" if figure.brackets else f" {figure.text}"
    more = f"（{figure.note}）" if figure.note else ""
    text = f"{figure.place}{figure.title}{shown} 来自二手材料{more}，付款以前请核对原文。"
    return Note("secondary_figure", f"{figure.title}没有核对原文", text, figure.document)
