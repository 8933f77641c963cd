"""Figures of a city for the page of a company; the room that knows the law fills this in."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class CityFigure:
    """One line: what is there, from when, from which document, who read it; or what is missing."""

    title: str
    used_for: str
    value: str = ""
    since: dt.date | None = None
    document: str = ""
    """Where it stands; of a missing one, where to look for it."""
    checked: str = ""
    status: str = "missing"
    """`official`, `secondary`, `old` (somebody should look for a newer one) or `missing`."""
    words: str = ""
    """What is to be said about an old one."""


ORDER = {"missing": 0, "old": 1}
SOURCES: list[Callable[[str, dt.date], list[CityFigure]]] = []


def of(city: str, today: dt.date) -> list[CityFigure]:
    """What is missing first, then what is old."""
    found = [figure for source in SOURCES for figure in source(city, today)] if city else []
    return sorted(found, key=lambda figure: ORDER.get(figure.status, len(ORDER)))
