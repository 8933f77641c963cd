"""Which figures a calculation has asked for, kept so that it can be made again years later.

Every answer is kept, that there was none as well: nothing depends on the files of another day.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from lizhi.settlement.law.parameters import Book, Entry, Figure, NoFigure, Status, place_of

Pins = Mapping[str, Mapping[str, Any]]
"""By `name place day`: the figure in plain values, or that it was missing and where to look."""


@dataclass(frozen=True)
class Recording(Book):
    """Looks everything up in another book and keeps what that answers."""

    book: Book = field(default_factory=Book)
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    found: dict[tuple[str, dt.date, str], Figure] = field(default_factory=dict)
    """So that nothing is looked up twice: a rule asks for a day earlier and later as well."""

    def figure(self, name: str, *, as_of: dt.date, place: str = "") -> Figure:
        """As the other book has it, or its `NoFigure`; both are kept."""
        known = self.found.get((name, as_of, place))
        return known or self._look_up(name, as_of, place)

    def _look_up(self, name: str, as_of: dt.date, place: str) -> Figure:
        key = _key(name, as_of, place)
        try:
            found = self.book.figure(name, as_of=as_of, place=place)
        except NoFigure as refusal:
            self.kept[key] = {"missing": True, "title": refusal.title, "look": refusal.look}
            raise
        self.kept[key] = plain(found)
        self.found[name, as_of, place] = found
        return found

    def entry(self, city: str, name: str) -> Entry:
        """As the other book has it."""
        return self.book.entry(city, name)

    @property
    def fingerprint(self) -> str:
        """Of the other book."""
        return self.book.fingerprint


@dataclass(frozen=True)
class Pinned(Book):
    """Only what was kept; a rule that asks for anything else is another rule than then."""

    kept: Pins = field(default_factory=dict)
    mark: str = ""

    def figure(self, name: str, *, as_of: dt.date, place: str = "") -> Figure:
        """As it was then, or the `NoFigure` of then."""
        told = self.kept.get(_key(name, as_of, place), {"missing": True})
        shown = place_of(place)[1]
        if told.get("missing"):
            title, look = told.get("title", name), told.get("look", "")
            raise NoFigure(name=name, title=title, place=shown, as_of=as_of, look=look)
        return read(told)

    @property
    def fingerprint(self) -> str:
        """Of the book of then."""
        return self.mark


def differing(before: Pins, now: Pins) -> list[str]:
    """The titles of figures that say something else now, or say something only now."""
    changed = [key for key, told in before.items() if key in now and now[key] != told]
    return list(dict.fromkeys(str(now[key].get("title", key)) for key in sorted(changed)))


def plain(figure: Figure) -> dict[str, Any]:
    """A figure in plain values, for JSON."""
    return {
        "name": figure.name,
        "title": figure.title,
        "place": figure.place,
        "since": figure.since.isoformat(),
        "value": str(figure.value),
        "document": figure.document,
        "status": figure.status,
        "published": figure.published.isoformat() if figure.published else "",
        "checked_by": figure.checked_by,
        "checked_on": figure.checked_on.isoformat() if figure.checked_on else "",
        "note": figure.note,
        "brackets": [[str(start), str(value)] for start, value in figure.brackets],
    }


def read(told: Mapping[str, Any]) -> Figure:
    """The figure again."""
    return Figure(
        name=told["name"],
        title=told["title"],
        place=told["place"],
        since=dt.date.fromisoformat(told["since"]),
        value=Decimal(told["value"]),
        document=told["document"],
        status=cast(Status, told["status"]),
        published=_day(told["published"]),
        checked_by=told["checked_by"],
        checked_on=_day(told["checked_on"]),
        note=told["note"],
        brackets=tuple((Decimal(start), Decimal(value)) for start, value in told["brackets"]),
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _key(name: str, as_of: dt.date, place: str) -> str:
    return f"{name} {place_of(place)[1]} {as_of.isoformat()}"
