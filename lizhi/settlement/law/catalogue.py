"""Which figures each place has of its own, read off the nationwide files.

A figure is a place's own when the nation has no value for it and says where to look, or when
`catalogue.yaml` says so. That file knows the unit and the kind, what it is used for, in which month
a new one begins, and between which amounts it is plausible.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from lizhi.settlement.law import parameters

TOLD = Path(__file__).with_name("catalogue.yaml")
Kind = Literal["amount", "rate", "days", "count", "choice", "scale"]
"""`rate` is a share (0.08) that people write as 8 %; `scale` has brackets; `choice` has words."""
KINDS: tuple[str, ...] = get_args(Kind)
UNITS: Mapping[str, str] = {"amount": "元", "rate": "%", "days": "天", "scale": "元"}


@dataclass(frozen=True)
class Wanted:
    """One figure that a place has of its own, and how it is told."""

    name: str
    title: str
    look: str
    kind: Kind = "amount"
    unit: str = ""
    used_for: str = ""
    yearly: bool = False
    """It is of a calendar year and says nothing about the next."""
    renewed: int = 0
    """Month in which a new one begins each year; 0: whenever somebody decides on one."""
    plausible: tuple[Decimal, Decimal] | None = None
    months_of: str = ""
    """Twelve times this is that one."""
    stands_in: str = ""
    """That one serves where this is not known."""
    needed: bool = True
    """Settlements ask for it; else the nation's, or a plain default, holds without it."""
    of_province: bool = False
    """The province sets it for all its cities."""
    choices: Mapping[Decimal, str] = field(default_factory=dict)

    def place(self, city: str) -> str:
        """Where it stands for a city: under the city, or under its province."""
        return parameters.province_of(city) if self.of_province else parameters.place_of(city)[1]

    @property
    def short(self) -> str:
        """The title without what stands in brackets."""
        return self.title.partition("（")[0]


@cache
def wanted() -> tuple[Wanted, ...]:
    """All of them, in the order of the files."""
    told = parameters.entries_of(TOLD)
    return tuple(
        _wanted(f"{path.stem}.{key}", {**entry, **told.get(f"{path.stem}.{key}", {})})
        for path in sorted((parameters.FOLDER / parameters.NATION).glob("*.yaml"))
        for key, entry in parameters.entries_of(path).items()
        if _is_local(entry, told.get(f"{path.stem}.{key}", {}))
    )


def of(name: str) -> Wanted | None:
    """The one of this name (`topic.key`), if places have it of their own."""
    return next((one for one in wanted() if one.name == name), None)


def _is_local(entry: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    known = [one for one in entry["values"].values() if one["status"] != "missing"]
    return bool(told.get("local")) or ("look" in entry and not known)


def _wanted(name: str, entry: Mapping[str, Any]) -> Wanted:
    kind = entry.get("kind", "amount")
    between = entry.get("plausible")
    return Wanted(
        name=name,
        title=entry["title"],
        look=entry["look"],
        kind=kind,
        unit=entry.get("unit", UNITS.get(kind, "")),
        used_for=entry.get("used_for", ""),
        yearly=bool(entry.get("yearly")),
        renewed=int(entry.get("renewed", 0)),
        plausible=(Decimal(str(between[0])), Decimal(str(between[1]))) if between else None,
        months_of=entry.get("months_of", ""),
        stands_in=entry.get("stands_in", ""),
        needed=bool(entry.get("needed", True)),
        of_province=bool(entry.get("of_province")),
        choices={Decimal(str(value)): word for value, word in entry.get("choices", {}).items()},
    )


def cities() -> tuple[str, ...]:
    """Places that we know by name, with figures of their own or without."""
    return tuple(parameters.provinces())
