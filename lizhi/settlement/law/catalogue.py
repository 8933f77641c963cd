"""Which figures each place has of its own, read off the nationwide files.

A figure is a place's own when the nation has no value for it and says where to look. The entry may
say more: `unit` (元/月), `used_for`, `kind`, `renewed` (the month in which a new one begins each
year), `plausible` (from, to), `months_of` (twelve times this is that one) and `choices`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_args

from lizhi.settlement.law import parameters

Kind = Literal["amount", "rate", "days", "count", "choice", "scale"]
"""`rate` is a share (0.08) that people write as 8 %; `scale` has brackets; `choice` has words."""
KINDS: tuple[str, ...] = get_args(Kind)
UNITS: Mapping[str, str] = {"amount": "元", "rate": "%", "days": "天", "count": "", "scale": "元"}


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
    choices: Mapping[Decimal, str] = field(default_factory=dict)


@cache
def wanted() -> tuple[Wanted, ...]:
    """All of them, in the order of the files."""
    return tuple(
        _wanted(f"{path.stem}.{key}", entry)
        for path in sorted((parameters.FOLDER / parameters.NATION).glob("*.yaml"))
        for key, entry in parameters.entries_of(path).items()
        if _is_local(entry)
    )


def of(name: str) -> Wanted | None:
    """The one of this name (`topic.key`), if places have it of their own."""
    return next((one for one in wanted() if one.name == name), None)


def _is_local(entry: Mapping[str, Any]) -> bool:
    known = [one for one in entry["values"].values() if one["status"] != "missing"]
    return "look" in entry and not known


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
        choices={Decimal(str(value)): word for value, word in entry.get("choices", {}).items()},
    )


def cities() -> tuple[str, ...]:
    """Places that we know by name, with their own figures or without."""
    return tuple(parameters.provinces())
