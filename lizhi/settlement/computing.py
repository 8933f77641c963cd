"""The one place where lines are computed: with the figures of the case, every one of them kept."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lizhi.cases.models import Case
from lizhi.settlement.cities import books
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import parameters, pins
from lizhi.settlement.law.parameters import Book, NoFigure
from lizhi.settlement.lines import Composition, compose
from lizhi.settlement.models import Settlement

NATIONWIDE = "全国"


@dataclass(frozen=True)
class Computed:
    """The lines, and what they stand on."""

    made: Composition
    figures: dict[str, dict[str, Any]]
    """Every figure that a rule has asked for, and those that were missing."""
    fingerprint: str
    """Of the whole book: which set of figures it was."""


def compute(case: Case, given: Inputs, book: Book | None = None) -> Computed:
    """From these inputs, with the figures that stand today for the places of this case."""
    kept = pins.Recording(book=book or books.book_of(case))
    with parameters.using(kept):
        made = compose(given)
    return Computed(made, kept.kept, kept.fingerprint)


def again(settlement: Settlement) -> Composition:
    """From what the version keeps, and from nothing else: no file and no table of today.

    What was computed before figures were kept takes those of the files.
    """
    book: Book = Book()
    if settlement.figures:
        book = pins.Pinned(kept=settlement.figures, mark=settlement.parameters_hash)
    with parameters.using(book):
        return compose(Inputs.of(settlement.inputs))


def changed_figures(settlement: Settlement, book: Book | None = None) -> list[str]:
    """Titles of the figures of this version that say something else today, each once.

    `book`: of its case, where whoever asks has it already.
    """
    today = _today(settlement, book or books.book_of(settlement.case))
    return pins.differing(settlement.figures, today)


def _today(settlement: Settlement, book: Book) -> dict[str, dict[str, Any]]:
    found = pins.Recording(book=book)
    for key in settlement.figures:
        name, place, day = key.split(" ")
        asked = "" if place == NATIONWIDE else place
        try:
            found.figure(name, as_of=dt.date.fromisoformat(day), place=asked)
        except NoFigure:
            continue  # kept as missing
    return found.kept
