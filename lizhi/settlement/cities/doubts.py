"""What cannot be a figure of a city, and what is asked twice before it is taken."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.settlement.cities.books import plain
from lizhi.settlement.law import parameters
from lizhi.settlement.law.catalogue import Wanted
from lizhi.settlement.law.parameters import Book, Figure, NoFigure
from lizhi.settlement.models import CityFigure

FIRST_YEAR = 1990
AHEAD = dt.timedelta(days=366)
FAR = Decimal(3)
MONTHS = 12
NEAR = Decimal("0.01")
DAYS = 366


class Doubtful(Refused):
    """It may be right, and looks wrong: whoever enters it says once more that it is so."""

    code = "doubtful"

    def __init__(self, doubts: list[str]) -> None:
        self.doubts = doubts
        super().__init__(" ".join(doubts))


class Wrong(Refused):
    """It cannot be taken; `field` is where to put it right."""

    code = "wrong"

    def __init__(self, field: str, reason: str) -> None:
        self.field = field
        super().__init__(reason)


@dataclass(frozen=True)
class Former:
    """What stands now where the new one would stand, or stood before it."""

    figure: Figure
    shipped: bool
    """It came with the program."""


def check(figure: CityFigure, wanted: Wanted, *, today: dt.date) -> None:
    """Refuse what can only be a mistake, naming the field."""
    _check_days(figure, wanted, today)
    if figure.link and not _is_https(figure.link):
        raise Wrong("link", _("Please give the whole address, beginning with https://."))
    if not figure.link and figure.source == CityFigure.Source.OFFICIAL:
        raise Wrong(
            "link", _("Where can it be read? Without a link it can only be entered as second hand.")
        )
    if wanted.kind == "scale":
        _check_scale(figure)
        return
    _check_value(figure.value, wanted)


def _check_days(figure: CityFigure, wanted: Wanted, today: dt.date) -> None:
    if figure.since.year < FIRST_YEAR:
        raise Wrong("since", _("Before %(year)d there was no such figure.") % {"year": FIRST_YEAR})
    if wanted.yearly and figure.since.year >= today.year:
        raise Wrong("since", _("The year %(year)d is not over yet.") % {"year": figure.since.year})
    if figure.since > today + AHEAD:
        raise Wrong("since", _("It begins more than a year from now. Please check the day."))
    if figure.published > today:
        raise Wrong("published", _("It cannot have been published in the future."))
    if figure.published.year < FIRST_YEAR:
        raise Wrong("published", _("Please check the year in which it was published."))


def _check_value(value: Decimal | None, wanted: Wanted) -> None:
    words = _("A number goes here, 3000.00 for example.")
    if value is None:
        raise Wrong("value", words)
    if wanted.kind == "choice":
        if value not in wanted.choices:
            raise Wrong("value", _("Please choose one of those that are offered."))
        return
    if value <= 0:
        raise Wrong("value", _("It has to be above zero."))
    if wanted.kind == "rate" and value > 1:
        raise Wrong("value", _("A share is at most 100 %."))
    if wanted.kind == "days" and value > DAYS:
        raise Wrong("value", _("A year has no more than 366 days."))


def _check_scale(figure: CityFigure) -> None:
    starts = [Decimal(start) for start in figure.brackets]
    if not starts:
        raise Wrong("scale", _("One line for each step: from which amount, then the value."))
    if any(start < 0 for start in starts):
        raise Wrong("scale", _("A step cannot begin below zero."))


def _is_https(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in parts.netloc and " " not in link


def former(book: Book, figure: CityFigure, wanted: Wanted) -> Former | None:
    """What holds on that day now; of a figure of a year that has none, the year before."""
    days = [figure.since]
    if wanted.yearly:
        days.append(dt.date(figure.since.year - 1, 12, 31))
    for day in days:
        with parameters.using(book):
            try:
                found = parameters.figure(figure.name, as_of=day, place=figure.city)
            except NoFigure:
                continue
        added = book.added.get((figure.city, figure.name), {})
        return Former(found, shipped=found.since not in added)
    return None


def of(figure: CityFigure, wanted: Wanted, book: Book) -> list[str]:
    """Sentences that are to be answered with yes before it is taken; none when all looks well."""
    if figure.value is None or wanted.kind == "choice":
        return []
    said = [_plausible(figure.value, wanted), _jump(figure, wanted, book)]
    said.append(_twelve(figure, wanted, book))
    return [sentence for sentence in said if sentence]


def _plausible(value: Decimal, wanted: Wanted) -> str:
    if wanted.plausible is None or wanted.plausible[0] <= value <= wanted.plausible[1]:
        return ""
    if wanted.months_of and value > wanted.plausible[1]:
        return _("%(value)s looks like the figure of a whole year; this one is of a month.") % {
            "value": _yuan(value)
        }
    low, high = (_yuan(one) for one in wanted.plausible)
    return _("%(value)s is unusual: such a figure lies between %(low)s and %(high)s.") % {
        "value": _yuan(value),
        "low": low,
        "high": high,
    }


def _jump(figure: CityFigure, wanted: Wanted, book: Book) -> str:
    known = former(book, figure, wanted)
    if known is None or figure.value is None or not known.figure.value:
        return ""
    if known.figure.value / FAR <= figure.value <= known.figure.value * FAR:
        return ""
    return _("%(value)s is far from %(before)s, which stood until now (%(document)s).") % {
        "value": _yuan(figure.value),
        "before": _yuan(known.figure.value),
        "document": known.figure.document,
    }


def _twelve(figure: CityFigure, wanted: Wanted, book: Book) -> str:
    """The month's and the year's figure of one series differ by twelve; two series may not."""
    if not wanted.months_of or figure.value is None:
        return ""
    with parameters.using(book):
        try:
            year = parameters.figure(wanted.months_of, as_of=figure.since, place=figure.city)
        except NoFigure:
            return ""
    twelve = figure.value * MONTHS
    if abs(twelve - year.value) <= year.value * NEAR:
        return ""
    return _("Twelve times %(value)s is %(twelve)s; the figure of that year is %(year)s.") % {
        "value": _yuan(figure.value),
        "twelve": _yuan(twelve),
        "year": _yuan(year.value),
    }


def _yuan(value: Decimal) -> str:
    return f"{Decimal(plain(value)):,}"
