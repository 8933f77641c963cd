"""Which settlements that are still open would come out otherwise with or without a figure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lizhi.cases.models import Case
from lizhi.settlement.cities import books
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.law import parameters
from lizhi.settlement.law.parameters import Book
from lizhi.settlement.lines import Sums, add_up, compose
from lizhi.settlement.models import CityFigure, Line, Settlement

MOST = 50
"""Looked at one by one; a city with more says so."""


@dataclass(frozen=True)
class Effect:
    """One open settlement, before and after."""

    case: Case
    settlement: Settlement
    before: Sums
    after: Sums
    lines: tuple[str, ...]
    """Titles of the lines that come out otherwise, or for the first time."""

    @property
    def net(self) -> Decimal:
        """By how much the net changes."""
        return self.after.net - self.before.net


def open_using(figure: CityFigure) -> list[Effect]:
    """Open settlements that consult this figure: with the sums without it and with it.

    Of a figure that waits: what confirming it would change. At most the first fifty of its city.
    """
    return list(_effects(figure))


def _effects(figure: CityFigure) -> Iterator[Effect]:
    for settlement in _in_city(figure.city)[:MOST]:
        case = settlement.case
        book = books.book_of(case)
        given = Inputs.of(settlement.inputs)
        if figure.state == CityFigure.State.CONFIRMED:
            without, by_it = books.without_this(book, figure), book
        else:
            without, by_it = book, books.with_this(book, figure)
        before, after = _lines(given, without), _lines(given, by_it)
        if titles := _differing(before, after):
            yield Effect(case, settlement, add_up(before), add_up(after), titles)


def _in_city(city: str) -> list[Settlement]:
    """The newest settlement of every running case whose places are these."""
    alive = Settlement.objects.exclude(state=Settlement.State.REPLACED)
    rows = alive.filter(case__status=Case.Status.RUNNING)
    related = ("case__employment__person", "case__branch", "case__entity")
    newest: dict[int, Settlement] = {}
    for one in rows.select_related(*related).order_by("case", "-number"):
        newest.setdefault(one.case_id, one)
    return [one for one in newest.values() if city in books.places_of(one.case)]


def _lines(given: Inputs, book: Book) -> list[Line]:
    with parameters.using(book):
        return compose(given).lines


def _differing(before: list[Line], after: list[Line]) -> tuple[str, ...]:
    known = {line.key: (line.amount, line.missing) for line in before}
    return tuple(line.title for line in after if known.get(line.key) != (line.amount, line.missing))
