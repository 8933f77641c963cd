"""Every city in which people work, and every figure that a settlement there needs."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.settlement.cities import books, keepers
from lizhi.settlement.cities.coverage_rows import ORDER, Row, State, told
from lizhi.settlement.cities.keepers import Place
from lizhi.settlement.law import catalogue, parameters
from lizhi.settlement.law.catalogue import Wanted
from lizhi.settlement.law.parameters import Book, Figure, NoFigure
from lizhi.settlement.models import CityFigure, Line, Settlement

__all__ = ["ORDER", "City", "Row", "of_city", "table", "told"]


@dataclass(frozen=True)
class City:
    """A city with all its figures, the worst first."""

    place: Place
    rows: tuple[Row, ...]

    def count(self, *states: State) -> int:
        """How many figures are in one of these states."""
        return sum(row.state in states for row in self.rows)

    @property
    def missing(self) -> int:
        """Figures that settlements ask for and nobody has found."""
        return self.count("missing")

    @property
    def old(self) -> int:
        """Figures that somebody should look at again."""
        return self.count("old")

    @property
    def waiting(self) -> int:
        """Figures that wait for a second person."""
        return self.count("waiting")

    @property
    def cases(self) -> int:
        """The most settlements that wait for one figure."""
        return max((row.cases for row in self.rows), default=0)


def table(user: User, today: dt.date) -> list[City]:
    """The cities of this person: those in which most is missing or old come first."""
    keepers.check_keeps_figures(user)
    known = keepers.places_of(user)
    book, asked = books.whole_book(), asked_for()
    entries = _entries(known)
    cities = [_city(place, book, entries, asked, today) for place in known.values()]
    return sorted(cities, key=lambda one: (-one.cases, -one.missing, -one.old, one.place.city))


def of_city(city: str, today: dt.date) -> City:
    """One city, whoever works there."""
    city = parameters.place_of(city)[1]
    place = Place(city, 0, frozenset())
    return _city(place, books.whole_book(), _entries([city]), asked_for(), today)


def asked_for() -> Counter[tuple[str, str]]:
    """How many open settlements wait for a figure, by city and name."""
    lines = Line.objects.filter(amount=None, settlement__case__status=Case.Status.RUNNING)
    lines = lines.exclude(settlement__state=Settlement.State.REPLACED)
    rows = lines.values_list("settlement__case", "missing", "steps")
    said: dict[int, str] = {}
    for case, missing, steps in rows.iterator():
        reasons = " ".join(step.get("reason", "") for step in steps)
        said[case] = f"{said.get(case, '')} {missing} {reasons}"
    return Counter(pair for words in said.values() for pair in _named(words))


def _named(words: str) -> Iterable[tuple[str, str]]:
    """Figures that a refusal names: 缺苏州 2025 年职工月平均工资（…）."""
    for piece in words.split("缺")[1:]:
        city, _space, rest = piece.partition(" ")
        for wanted in catalogue.wanted():
            if wanted.title in rest:
                yield parameters.place_of(city)[1], wanted.name


def _entries(known: Iterable[str]) -> dict[tuple[str, str, str], list[CityFigure]]:
    places = {name for city in known for name in (city, parameters.province_of(city))}
    alive = CityFigure.objects.filter(
        city__in=places, state__in=(CityFigure.State.WAITING, CityFigure.State.CONFIRMED)
    )
    found: dict[tuple[str, str, str], list[CityFigure]] = {}
    for one in alive.select_related("by", "checked_by").order_by("since"):
        found.setdefault((one.city, one.name, one.state), []).append(one)
    return found


def _city(
    place: Place,
    book: Book,
    entries: dict[tuple[str, str, str], list[CityFigure]],
    asked: Counter[tuple[str, str]],
    today: dt.date,
) -> City:
    rows = []
    for wanted in catalogue.wanted():
        as_of = dt.date(today.year - 1, 12, 31) if wanted.yearly else today
        where = wanted.place(place.city)
        figure, of_nation = _in_force(book, where, wanted, as_of)
        confirmed = entries.get((where, wanted.name, CityFigure.State.CONFIRMED), [])
        waiting = entries.get((where, wanted.name, CityFigure.State.WAITING), [])
        rows.append(
            Row(
                place=place,
                wanted=wanted,
                as_of=as_of,
                today=today,
                figure=figure,
                of_nation=of_nation,
                added=next((one for one in confirmed if figure and one.since == figure.since), None)
                if not of_nation
                else None,
                waiting=waiting[-1] if waiting else None,
                cases=asked[place.city, wanted.name],
            )
        )
    rows.sort(key=lambda row: (ORDER.index(row.state), -row.cases))
    return City(place, tuple(rows))


def _in_force(book: Book, city: str, wanted: Wanted, as_of: dt.date) -> tuple[Figure | None, bool]:
    """The city's own, or the nation's where that holds for want of one."""
    with parameters.using(book):
        try:
            return parameters.figure(wanted.name, as_of=as_of, place=city), False
        except NoFigure:
            pass
        try:
            return parameters.figure(wanted.name, as_of=as_of), True
        except NoFigure:
            return None, False
