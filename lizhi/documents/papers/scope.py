"""What a text can name, and how its fields become runs.

A run is a plain string, or `{"text", "time"}` for a day or moment, which stays together.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from lizhi.common.fields import masked
from lizhi.documents.papers import checking, words
from lizhi.documents.papers.templates import Field, Node

CHIP = re.compile(r"\{([a-z_#]+)(?:\|([a-z]+))?\}")
Run = str | dict[str, str]


@dataclass(frozen=True)
class Scope:
    """The facts that a text can name: those of the row before those of the paper."""

    fields: Mapping[str, Field]
    facts: Mapping[str, Any]
    row: int = 0
    on_screen: bool = False
    """Whether numbers of identity cards are masked."""

    def inside(self, name: str, facts: Mapping[str, Any], row: int) -> "Scope":
        """The same, within one row of a field of rows."""
        fields = {**self.fields, **self.fields[name].rows}
        return replace(self, fields=fields, facts={**self.facts, **facts}, row=row)

    def get(self, name: str) -> Any:
        """The value of a field; None when it was not given."""
        field = self.fields[name]
        if field.type == "sum":
            return str(self._total(field.plus) - self._total(field.minus))
        return self.facts.get(name)

    def _total(self, groups: tuple[str, ...]) -> Decimal:
        rows = [row for name in groups for row in self.facts.get(name, [])]
        return sum((Decimal(row["amount"]) for row in rows if "amount" in row), Decimal("0.00"))

    def holds(self, condition: Node | list[Node] | None) -> bool:
        """Whether a node with this condition, or with all of these, is drawn."""
        if condition is None:
            return True
        if isinstance(condition, list):
            return all(self.holds(one) for one in condition)
        value = self.get(condition["field"])
        if "before" in condition:
            return bool(value < self.get(condition["before"]))
        if "from" in condition:
            return bool(value >= self.get(condition["from"]))
        if "not" in condition:
            return bool(value != condition["not"])
        if "is" in condition:
            return bool(value == condition["is"])
        return value not in checking.EMPTY and value is not False


def _run(field: Field, value: Any, style: str) -> Run:
    if field.type == "day":
        return {"text": words.day(value), "time": value}
    if field.type == "month":
        return {"text": words.month(value), "time": value[:7]}
    if field.type == "moment":
        if style == "day":
            return {"text": words.day(words.date_of(value)), "time": words.date_of(value)}
        text = words.short(value) if style == "short" else words.moment(value)
        return {"text": text, "time": value}
    if field.type in {"money", "sum"}:
        return words.capital(Decimal(value)) if style == "capital" else words.money(Decimal(value))
    if field.type == "digest":
        return words.groups(value)
    if field.type == "count" and not value:
        return ""  # no photos are nothing to tell
    if field.type in {"choice", "flag"}:
        return field.words.get(str(value).lower(), "")
    return str(value)


def _span(field: Field, scope: Scope) -> str:
    years, months = (scope.get(name) for name in field.plus)
    text = (f"{years}年" if years else "") + (f"{months}个月" if months else "")
    return text or "不满1个月"


def _chip(name: str, style: str, scope: Scope) -> Run:
    if name == "#":
        return str(scope.row)
    field = scope.fields[name]
    if field.type == "span":
        return _span(field, scope)
    value = scope.get(name)
    if field.type == "identity" and scope.on_screen:
        value = masked(value or "")
    return "" if value in checking.EMPTY else _run(field, value, style)


@cache
def _pieces(text: str) -> tuple[tuple[str, str, str], ...]:
    """A template's text as (words before, field, its style); the words at the end have no field."""
    found = []
    end = 0
    for chip in CHIP.finditer(text):
        found.append((text[end : chip.start()], chip[1], chip[2] or ""))
        end = chip.end()
    return (*found, (text[end:], "", ""))


def runs(text: str, scope: Scope) -> list[Run]:
    """The pieces of a template's text with the facts in their places."""
    found: list[Run] = []
    for before, name, style in _pieces(text):
        found += [before, _chip(name, style, scope) if name else ""]
    return [run for run in found if run]


def is_bare(text: str, scope: Scope) -> bool:
    """Whether all facts of a text are empty: then it has nothing to say."""
    chips = _pieces(text)[:-1]
    return bool(chips) and not any(_chip(name, style, scope) for _, name, style in chips)


def part(node: Node, key: str, scope: Scope) -> list[Run]:
    """One text of a node as runs; none when it has nothing to say."""
    text = node.get(key, "")
    return [] if is_bare(text, scope) else runs(text, scope)


def texts(entries: list[Node], scope: Scope) -> list[Node]:
    """Rows, slots and columns: every text becomes runs, empty ones and unmet ones go."""
    rows = []
    for entry in entries:
        if not scope.holds(entry.get("when")) or is_bare(entry.get("text", ""), scope):
            continue
        row = {key: value for key, value in entry.items() if key != "when"}
        for key in {"text", "note", "label", "name"} & row.keys():
            row[key] = part(entry, key, scope)
        rows.append(row)
    return rows
