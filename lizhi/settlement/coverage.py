"""Every city in which people work, and every figure that a settlement there needs."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.settlement import books, keepers
from lizhi.settlement.books import plain
from lizhi.settlement.keepers import Place
from lizhi.settlement.law import catalogue, parameters
from lizhi.settlement.law.catalogue import Wanted
from lizhi.settlement.law.parameters import Book, Figure, NoFigure
from lizhi.settlement.models import CityFigure, Line, Settlement

State = Literal["missing", "waiting", "old", "secondary", "official", "nation"]
ORDER: tuple[State, ...] = ("missing", "waiting", "old", "secondary", "official", "nation")
TONES: dict[State, str] = {
    "missing": "late",
    "waiting": "soon",
    "old": "soon",
    "secondary": "wait",
    "official": "ok",
    "nation": "",
}
OLD_MONTHS = 24
"""Nobody has looked at it for two years: somebody may have decided on a new one."""
MONTHS = 12


@dataclass(frozen=True)
class Row:
    """One figure in one city, as it stands today."""

    place: Place
    wanted: Wanted
    as_of: dt.date
    today: dt.date
    figure: Figure | None
    """In force in the city; of one that is not needed, the nation's may stand in."""
    of_nation: bool = False
    added: CityFigure | None = None
    """The company's own; None: it came with the program."""
    waiting: CityFigure | None = None
    """Entered, and a second person has not looked at it."""
    cases: int = 0
    """Open settlements that ask for it."""

    @property
    def state(self) -> State:
        """The worst that is to be said about it."""
        if self.waiting is not None:
            return "waiting"
        if self.figure is None:
            return "missing" if self.wanted.needed else "nation"
        if self.of_nation:
            return "nation"
        if self.is_old:
            return "old"
        return "secondary" if self.figure.status == "secondary" else "official"

    @property
    def tone(self) -> str:
        """The class of its tag."""
        return TONES[self.state]

    @property
    def renewed_on(self) -> dt.date | None:
        """The day on which the newest one should have begun."""
        if not self.wanted.renewed:
            return None
        day = dt.date(self.today.year, self.wanted.renewed, 1)
        return day if day <= self.today else day.replace(year=day.year - 1)

    @property
    def is_old(self) -> bool:
        """A newer one should be there, or nobody has looked for two years."""
        if self.figure is None or self.wanted.yearly:
            return False
        if self.renewed_on is not None:
            return self.figure.since < self.renewed_on
        return self.age is not None and self.age >= OLD_MONTHS

    @property
    def age(self) -> int | None:
        """Whole months since somebody looked at the source."""
        checked = self.figure.checked_on if self.figure else None
        return None if checked is None else max(_months(checked, self.today), 0)

    @property
    def words(self) -> str:
        """What its tag says."""
        if self.state == "missing" and self.cases:
            return ngettext("%(n)d waits for it", "%(n)d wait for it", self.cases) % {
                "n": self.cases
            }
        if self.state == "old" and self.wanted.renewed:
            return _("was to change in month %(month)d") % {"month": self.wanted.renewed}
        return {
            "missing": pgettext("figure", "missing"),
            "waiting": _("waits for a second person"),
            "old": _("nobody looked for %(months)d months") % {"months": self.age or 0},
            "secondary": _("second hand, the settlement says so"),
            "official": _("original text"),
            "nation": _("the nation's holds") if self.of_nation else _("not needed"),
        }[self.state]

    @property
    def title(self) -> str:
        """With its year, of a figure of a year: 职工月平均工资，2025 年."""
        if not self.wanted.yearly:
            return self.wanted.short
        return _("%(title)s, %(year)d") % {"title": self.wanted.short, "year": self.as_of.year}

    @property
    def value(self) -> str:
        """As people write it, with its unit; empty when there is none."""
        return "" if self.figure is None else told(self.figure, self.wanted)

    @property
    def link(self) -> str:
        """Where its source can be read."""
        return self.added.link if self.added else ""


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


def told(figure: Figure, wanted: Wanted) -> str:
    """2,490 元/月, 8%, 到元: a value as people write it."""
    if figure.brackets:
        return figure.text
    if wanted.kind == "choice":
        return wanted.choices.get(figure.value, plain(figure.value))
    if wanted.kind == "rate":
        return f"{plain(figure.value * 100)}%"
    return f"{Decimal(plain(figure.value)):,} {wanted.unit}".strip()


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


def _months(since: dt.date, until: dt.date) -> int:
    months = (until.year - since.year) * MONTHS + until.month - since.month
    return months - (until.day < since.day)
