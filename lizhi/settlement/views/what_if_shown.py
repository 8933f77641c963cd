"""A supposition as the page shows it: rows of tables, and bars with what they say in words."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.common import wording
from lizhi.settlement.law.explained import Note
from lizhi.settlement.whatif import one
from lizhi.settlement.whatif.paid import ITEMS
from lizhi.settlement.whatif.terms import WAYS

WIDE = 280
"""Of a whole bar in the picture."""
SHORT = {"n": "N", "plus_one": "N+1", "twice": "2N"}
SUMMED = frozenset({"net", "cost"})
ROWS: dict[str, str | Promise] = {
    "months": gettext_lazy("Months (N)"),
    "n": gettext_lazy("N"),
    "plus_one": gettext_lazy("N+1, with the wage of the last month"),
    "twice": gettext_lazy("2N, if the ending does not hold"),
}
NAMES: dict[str, str | Promise] = {
    "once": gettext_lazy("Paid for the ending"),
    "once_tax": gettext_lazy("Tax on that, by itself"),
    "wage": gettext_lazy("Wages of the last month"),
    "bonus": gettext_lazy("Year-end bonus"),
    "insurance": gettext_lazy("Insurance, own part"),
    "fund": gettext_lazy("Housing fund, own part"),
    "wage_tax": gettext_lazy("Tax on the wages"),
    "bonus_tax": gettext_lazy("Tax on the bonus"),
    "net": gettext_lazy("Left to the person"),
    "employer": gettext_lazy("Insurance and fund, company's part"),
    "cost": gettext_lazy("Cost to the company"),
}
LYING = {
    "n": gettext_lazy("How N lies"),
    "net": gettext_lazy("How the net lies, by N"),
    "cost": gettext_lazy("How the cost lies, by N"),
}
SOURCES = {
    "payroll": gettext_lazy("payroll's months"),
    "months": gettext_lazy("the roster's months"),
    "roster": gettext_lazy("the roster's one average"),
}


def alone(found: Sequence[one.Scenario]) -> dict[str, Any]:
    """One person: what is compared, then each day with its money, and one picture."""
    first, other = found[0], found[1] if len(found) > 1 else None
    lines = one.table(first, other)
    half = len(lines) // 2
    return {
        "scenarios": [
            {"of": each, "tables": _tables(each.ways), **_sorted(notes)}
            for each, notes in [(first, first.notes), *_told_once(found)]
        ],
        "days": [each.last_day for each in found],
        "capped": _named(lines[:half]),
        "uncapped": _named(lines[half:]),
        "missing": list(dict.fromkeys(each.missing for each in found if each.missing)),
        "compared": compared(found),
    }


def together(found: Sequence[Any]) -> dict[str, Any]:
    """Everybody of a place: sums, money by way, who is left out, and pictures."""
    return {
        "together": [
            {
                "of": each,
                "branches_id": f"br-{number}",
                "costs_id": f"bc-{number}",
                "tables": _tables(each.ways),
                "pictures": [
                    {"id": f"pi-{key}-{number}", **_picture(key, one)}
                    for key, one in each.pictures.items()
                ],
                "branches": _branches(each.branches),
                "branch_costs": _branches(each.branch_costs),
                "doubts": [x for x in each.doubts if each is found[0] or x not in found[0].doubts],
            }
            for number, each in enumerate(found, 1)
        ],
        "days": [each.last_day for each in found],
        "sums": _sums(found),
        "sources": _sources(found[0]),
        "compared": compared(found),
    }


def compared(found: Sequence[Any]) -> dict[str, Any]:
    """Each day, each way, with the cap and without: the cost, or what is paid for the ending."""
    rows = [
        (each.last_day, cap, way, item, rows[item])
        for item in ("cost", "once")
        for cap in ("capped", "uncapped")
        for way in WAYS
        for each in found
        for rows in [_items(each.ways.get(cap, {}).get(way))]
        if _amount(rows.get(item)) is not None
        if cap == "capped" or rows[item] != _items(each.ways.get("capped", {}).get(way)).get(item)
    ]
    item = rows[0][3] if rows else "once"
    kept = [(_name(day, cap, way), value) for day, cap, way, of, value in rows if of == item]
    return {"bars": bars(kept), "title": NAMES[item]}


def bars(rows: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Amounts as bars: a name, the words beside it, and how wide."""
    told = [(name, value, _amount(value) or Decimal(0)) for name, value in rows]
    most = max((amount for _name, _value, amount in told), default=Decimal(0))
    return [
        {"name": name, "words": _words(value, amount), "width": _width(amount, most)}
        for name, value, amount in told
    ]


def _width(amount: Decimal | int, most: Decimal | int) -> int:
    return round(WIDE * max(amount, 0) / most) if most > 0 else 0


def _words(value: Any, amount: Decimal) -> str:
    people = getattr(value, "people", None)
    told = wording.money(amount)
    return told if people is None else f"{told}，n = {people}"


def _name(day: Any, cap: str, way: str) -> str:
    shown = wording.day(day, "short")
    if cap == "capped":
        return f"{SHORT[way]}，{shown}"
    return f"{SHORT[way]}，{shown}，{_('no cap')}"


def _items(rows: Any) -> Mapping[str, Any]:
    """A person's amounts by name, or everybody's sums."""
    if rows is None or isinstance(rows, Mapping):
        return rows or {}
    return {item: getattr(rows, item) for item in ITEMS}


def _amount(value: Any) -> Decimal | None:
    found: Decimal | None = value if value is None or isinstance(value, Decimal) else value.amount
    return found


def _tables(ways: Mapping[str, Mapping[Any, Any]]) -> list[dict[str, Any]]:
    """With the cap, and without it: an item in each row, a way in each column."""
    return [
        {"is_capped": cap == "capped", "rows": _money(each), "ways": [SHORT[way] for way in each]}
        for cap, each in ways.items()
    ]


def _money(ways: Mapping[str, Any]) -> list[dict[str, Any]]:
    columns = {way: _items(rows) for way, rows in ways.items()}
    return [
        {
            "name": NAMES[item],
            "is_sum": item in SUMMED,
            "cells": [
                {
                    "way": SHORT[way],
                    "amount": _amount(rows[item]),
                    "people": getattr(rows[item], "people", None),
                }
                for way, rows in columns.items()
            ],
        }
        for item in ITEMS
        if item != "bonus" or any(_amount(rows[item]) for rows in columns.values())
        if item != "bonus_tax" or any(_amount(rows["bonus"]) for rows in columns.values())
    ]


def _sorted(notes: Iterable[Note]) -> dict[str, list[Note]]:
    """Second-hand figures are many and alike: they stand folded, under the others."""
    every = list(notes)
    doubtful = [note for note in every if note.key == "secondary_figure"]
    return {"notes": [note for note in every if note not in doubtful], "doubtful": doubtful}


def _told_once(found: Sequence[one.Scenario]) -> list[tuple[one.Scenario, list[Note]]]:
    """The other day, with the notes that the first one has not told already."""
    known = set(found[0].notes)
    return [(each, [note for note in each.notes if note not in known]) for each in found[1:]]


def _named(lines: list[one.Line]) -> list[dict[str, Any]]:
    found = []
    for line in lines:
        key = line.key.partition("_")[2]
        found.append({"line": line, "name": ROWS[key], "is_months": key == "months"})
    return found


def _sums(found: Sequence[Any]) -> list[dict[str, Any]]:
    """Rows of the table of sums: the same three exposures, and N without the cap."""
    names = {key: ROWS[key] for key in ("n", "plus_one", "twice")}
    names["uncapped"] = _("N without the cap")
    told = [each.exposure for each in found]
    rows = []
    for key, name in names.items():
        values = [getattr(each, key) if each else None for each in told]
        known = [value for value in values if value is not None]
        change = known[1] - known[0] if len(known) > 1 else None
        rows.append({"name": name, "values": values, "difference": change})
    return rows


def _sources(first: Any) -> list[dict[str, Any]]:
    return [{"name": SOURCES[key], "people": n} for key, n in first.sources.items() if n]


def _picture(key: str, picture: Any) -> dict[str, Any]:
    most = max((cell.people for cell in picture.bands), default=0)
    shown = [
        {
            "name": cell.name,
            "words": f"n = {cell.people}",
            "width": _width(cell.people, most),
        }
        for cell in picture.bands
    ]
    return {
        "title": LYING[key],
        "people": picture.people,
        "median": wording.money(picture.median).partition(".")[0],
        "bars": shown,
    }


def _branches(found: Sequence[Any]) -> list[dict[str, Any]]:
    return bars([(cell.name, cell) for cell in found])
