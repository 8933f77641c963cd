"""The values of a scenario as JSON has them; what cannot be read is refused by its place."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from lizhi.common import clock
from lizhi.common.calendar import UNITS
from lizhi.common.refusals import Refused
from lizhi.flows.simulation.scenario import YEARS

LONGEST_TEXT = 120
MOST_DAYS = 400
MOST = 60
MOST_PEOPLE = 1_000_000
Reader = Callable[[Any, str], Any]


def wrong(place: str) -> Refused:
    """This place, for whoever has written it."""
    return Refused(_("The scenario: “%(place)s” cannot be read.") % {"place": place or "{}"})


def too_many(place: str) -> Refused:
    """A list that nobody reads to its end."""
    words = _("The scenario: “%(place)s” holds more than %(most)d things.")
    return Refused(words % {"place": place, "most": MOST})


def table(value: Any, known: dict[str, Reader], place: str) -> dict[str, Any]:
    """Only names that mean something, each read in its own manner."""
    if not isinstance(value, dict):
        raise wrong(place)
    for name in value.keys() - known.keys():
        words = _("The scenario: “%(place)s” means nothing here.")
        raise Refused(words % {"place": f"{place}.{name}".lstrip(".")})
    return {name: known[name](one, f"{place}.{name}".lstrip(".")) for name, one in value.items()}


def text(value: Any, place: str) -> str:
    """A few words."""
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise wrong(place)
    return value


def texts(value: Any, place: str) -> tuple[str, ...]:
    """A list of them."""
    if not isinstance(value, list):
        raise wrong(place)
    if len(value) > MOST:
        raise too_many(place)
    return tuple(text(one, f"{place}[{n}]") for n, one in enumerate(value, start=1))


def flag(value: Any, place: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise wrong(place)
    return value


def number(value: Any, place: str) -> int:
    """Not negative, and not for ever."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DAYS:
        raise wrong(place)
    return value


def people(value: Any, place: str) -> int:
    """So many people."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_PEOPLE:
        raise wrong(place)
    return value


def number_or_never(value: Any, place: str) -> int | None:
    """`null` is never."""
    return None if value is None else number(value, place)


def day(value: Any, place: str) -> dt.date:
    """Of a year of this law."""
    try:
        found = dt.date.fromisoformat(text(value, place))
    except ValueError as error:
        raise wrong(place) from error
    if found.year not in YEARS:
        raise wrong(place)
    return found


def days(value: Any, place: str) -> tuple[dt.date, ...]:
    """A list of them."""
    return tuple(day(one, place) for one in texts(value, place))


def moment(value: Any, place: str) -> dt.datetime:
    """In China where no other place is named."""
    try:
        found = dt.datetime.fromisoformat(text(value, place))
    except ValueError as error:
        raise wrong(place) from error
    if found.year not in YEARS:
        raise wrong(place)
    return found if found.tzinfo else found.replace(tzinfo=clock.SHANGHAI)


def span(value: Any, place: str) -> dict[str, Any]:
    """So many hours or days, as in definitions."""
    found = table(value, {"n": number, "unit": text}, place)
    if found.keys() != {"n", "unit"} or found["unit"] not in UNITS:
        raise wrong(place)
    return found
