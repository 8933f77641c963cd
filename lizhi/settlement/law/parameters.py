"""Legal figures as they stood on a day, each with its source and the day we last checked it.

The files are `figures/<place>/<topic>.yaml`. A figure is valid from its date until the next one;
where the entry says `yearly`, for the calendar year of its date alone: last year's average is no
answer to the question for this year's. The day is always the one that the rule names (end of the
contract, month of the wage), never today.

What a company has found for its own cities is laid over the files by `using(Book(added=...))`.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

FOLDER = Path(__file__).with_name("figures")
NATION = "cn"

Status = Literal["official", "secondary", "missing"]
"""`official`: read in the instrument; `secondary`: one careful text quotes it, pages say so;
`missing`: we know that a figure applies and have not verified it."""


@dataclass(frozen=True)
class Figure:
    """One figure in force. A scale has `brackets` (from which threshold, which value) instead."""

    name: str
    title: str
    place: str
    since: dt.date
    value: Decimal
    document: str
    status: Status
    published: dt.date | None = None
    checked_by: str = ""
    checked_on: dt.date | None = None
    note: str = ""
    brackets: tuple[tuple[Decimal, Decimal], ...] = ()

    @property
    def text(self) -> str:
        """The value, or the scale, as a stored step keeps it."""
        if self.brackets:
            return "; ".join(f"{start}: {value}" for start, value in self.brackets)
        return str(self.value)

    def at(self, amount: Decimal) -> Decimal:
        """Of a scale: the value of the highest threshold that is reached, else 0."""
        reached = [value for start, value in self.brackets if start <= amount]
        return reached[-1] if reached else Decimal(0)


class NoFigure(LookupError):
    """We have no verified figure. Says which, for what year and where to look for it."""

    def __init__(self, *, name: str, title: str, place: str, as_of: dt.date, look: str) -> None:
        self.name, self.title, self.place, self.as_of = name, title, place, as_of
        self.look = look
        super().__init__(f"缺{place} {as_of.year} 年{title}，去{look}找")


Entry = Mapping[str, Any]
"""One figure through the years: `title`, `look`, `values` by date, and `yearly`."""


@dataclass(frozen=True)
class Book:
    """Where figures are looked up: the files, and what was added to them by city and name."""

    added: Mapping[tuple[str, str], Mapping[dt.date, Mapping[str, Any]]] = field(
        default_factory=dict
    )
    """(city as it is called, `topic.key`) to values by date, in the shape of the files."""

    def entry(self, city: str, name: str) -> Entry:
        """The entry of a figure in a city (empty: nationwide); without `values` where none is."""
        topic, key = name.split(".")
        folder, shown = place_of(city)
        nation = _topic(NATION, topic).get(key, {})
        own = _topic(folder, topic).get(key, {})
        more = self.added.get((shown, name), {})
        if not own and not more:
            return {part: value for part, value in nation.items() if part != "values"}
        return {**nation, **own, "values": {**own.get("values", {}), **more}}

    def figure(self, name: str, *, as_of: dt.date, place: str = "") -> Figure:
        """The figure of this name on that day, in a city or nationwide, or `NoFigure`."""
        _folder, shown = place_of(place)
        entry = self.entry(place, name)
        if "values" not in entry:
            title, look = entry.get("title", name), entry.get("look", "当地人社局公布的数字里")
            raise NoFigure(name=name, title=title, place=shown, as_of=as_of, look=look)
        return _in_force(name, shown, entry, as_of)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the files and what was added: which figures a settlement was made with."""
        more = [
            [*at, day.isoformat(), value]
            for at, values in self.added.items()
            for day, value in values.items()
        ]
        if not more:
            return fingerprint()
        told = json.dumps(sorted(more, key=str), ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(f"{fingerprint()}\0{told}".encode()).hexdigest()


_IN_USE: ContextVar[Book] = ContextVar("figures in use", default=Book())  # noqa: B039  it is frozen


@contextmanager
def using(book: Book) -> Iterator[Book]:
    """Within this block every rule looks its figures up in this book."""
    before = _IN_USE.set(book)
    try:
        yield book
    finally:
        _IN_USE.reset(before)


def in_use() -> Book:
    """The book in which rules look now."""
    return _IN_USE.get()


def figure(name: str, *, as_of: dt.date, place: str = "") -> Figure:
    """The figure of this name (`topic.key`) on that day, in a city or nationwide, or `NoFigure`."""
    return in_use().figure(name, as_of=as_of, place=place)


def replaced(name: str, *, as_of: dt.date) -> Figure:
    """The nationwide figure that stood until another one, not read by us, took its place.

    It is in force no more: good for a reminder to look, never for a sum. `NoFigure` where we knew
    none, or where the figure of that day is known.
    """
    topic, key = name.split(".")
    entry = _topic(NATION, topic).get(key, {"title": key, "values": {}})
    days = sorted(day for day in entry["values"] if day <= as_of)
    if len(days) < 2 or entry["values"][days[-1]]["status"] != "missing":
        look = entry.get("look", "文件原文里")
        raise NoFigure(name=name, title=entry["title"], place="全国", as_of=as_of, look=look)
    return _in_force(name, "全国", entry, days[-2])


def place_of(city: str) -> tuple[str, str]:
    """The folder of a city and how it is called; an unknown one has a folder without figures."""
    if not city:
        return NATION, "全国"
    name = city.removesuffix("市").removesuffix("省")
    return _places().get(name, name), name


def province_of(city: str) -> str:
    """The province whose rules a city follows, or the city itself."""
    name = place_of(city)[1]
    return provinces().get(name, name)


def provinces() -> Mapping[str, str]:
    """Each city that we know by name, and the province it lies in."""
    known: dict[str, str] = _yaml(FOLDER / "places.yaml")["provinces"]
    return known


def entries_of(path: Path) -> Mapping[str, Entry]:
    """All that one file says."""
    return _yaml(path)


@cache
def fingerprint() -> str:
    """SHA-256 over all files: which set of figures a settlement was made with."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*.yaml")):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _in_force(name: str, place: str, entry: Entry, as_of: dt.date) -> Figure:
    days = [day for day in entry["values"] if day <= as_of]
    if entry.get("yearly"):
        days = [day for day in days if day.year == as_of.year]
    found: dict[str, Any] = entry["values"][max(days)] if days else {"status": "missing"}
    if found["status"] == "missing":
        look = entry.get("look", "文件原文里")
        raise NoFigure(name=name, title=entry["title"], place=place, as_of=as_of, look=look)
    scale = found.get("brackets", {})
    return Figure(
        name=name,
        title=entry["title"],
        place=place,
        since=max(days),
        value=Decimal(str(found.get("value", 0))),
        document=found["document"],
        status=found["status"],
        published=found.get("published"),
        checked_by=found.get("checked_by", ""),
        checked_on=found.get("checked_on"),
        note=found.get("note", ""),
        brackets=tuple((Decimal(str(k)), Decimal(str(scale[k]))) for k in sorted(scale)),
    )


def _places() -> dict[str, str]:
    places: dict[str, str] = _yaml(FOLDER / "places.yaml")["folders"]
    return places


def _topic(folder: str, topic: str) -> dict[str, Any]:
    path = FOLDER / folder / f"{topic}.yaml"
    return _yaml(path) if path.is_file() else {}


@cache
def _yaml(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = _NoDoubles(path.read_text(encoding="utf-8")).get_single_data()
    return loaded


class _NoDoubles(yaml.SafeLoader):
    """A key that stands twice is a mistake, not the last one wins."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        doubled = {key for key in keys if keys.count(key) > 1}
        if doubled:
            raise yaml.constructor.ConstructorError(None, None, f"{doubled} twice", node.start_mark)
        return super().construct_mapping(node, deep)


STATUSES: tuple[str, ...] = get_args(Status)
