"""Which figures are known for which place, and which a place would need: as the files say it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lizhi.settlement.law import catalogue, parameters
from lizhi.settlement.law.parameters import FOLDER, NATION, Entry, entries_of

NATIONWIDE = "全国"


@dataclass(frozen=True)
class Known:
    """One value of one figure from a day on, or that there is none."""

    place: str
    name: str
    title: str
    since: dt.date | None
    value: str
    """Empty where it is missing."""
    status: str
    document: str
    """Where it stands; of a missing one, where to look."""
    checked_on: str

    def as_json(self) -> dict[str, str]:
        """In plain values."""
        since = self.since.isoformat() if self.since else ""
        return {**vars(self), "since": since}


def rows() -> list[Known]:
    """The nation first, then every place that we know by name, with figures or without."""
    nation = _entries(NATION)
    found = [one for name, entry in nation.items() for one in _values(NATIONWIDE, name, entry)]
    for place in places():
        own = _entries(parameters.place_of(place)[0])
        for name, entry in own.items():
            found += _values(place, name, {**nation.get(name, {}), **entry})
        found += [_missing(place, name, nation[name]) for name in local() if name not in own]
    return found


def local() -> list[str]:
    """Figures that every place has of its own."""
    return [one.name for one in catalogue.wanted()]


def places() -> list[str]:
    """Cities and provinces with a folder of their own, then other cities that we know by name."""
    told = entries_of(FOLDER / "places.yaml")
    return list(dict.fromkeys([*told["folders"], *told["provinces"]]))


def _entries(folder: str) -> dict[str, Entry]:
    return {
        f"{path.stem}.{key}": entry
        for path in sorted((FOLDER / folder).glob("*.yaml"))
        for key, entry in entries_of(path).items()
    }


def _values(place: str, name: str, entry: Entry) -> Iterator[Known]:
    for since, value in entry["values"].items():
        missing = value["status"] == "missing"
        yield Known(
            place=place,
            name=name,
            title=entry["title"],
            since=since,
            value="" if missing else _shown(value),
            status=value["status"],
            document=entry.get("look", "") if missing else value["document"],
            checked_on=str(value.get("checked_on", "")),
        )


def _missing(place: str, name: str, entry: Entry) -> Known:
    return Known(place, name, entry["title"], None, "", "missing", entry.get("look", ""), "")


def _shown(value: dict[str, Any]) -> str:
    scale = value.get("brackets")
    return "; ".join(f"{k}: {v}" for k, v in scale.items()) if scale else str(value["value"])
