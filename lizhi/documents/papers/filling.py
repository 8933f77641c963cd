"""A template and its facts become a tree without any field left: what paper and phone both draw.

Text becomes runs: a plain string, or `{"text", "time"}` for a day or moment, which stays together.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lizhi.documents.papers import checking, words
from lizhi.documents.papers.templates import Field, Node, Template, load

CHIP = re.compile(r"\{([a-z_#]+)(?:\|([a-z]+))?\}")
Run = str | dict[str, str]


@dataclass(frozen=True)
class Filled:
    """A paper ready to be drawn."""

    template: Template
    number: str
    company: str
    nodes: list[Node]
    fingerprint: str
    """SHA-256 over template and facts: the same on the phone, on paper and in the record."""


@dataclass(frozen=True)
class Scope:
    """The facts that a text can name: those of the row before those of the paper."""

    fields: Mapping[str, Field]
    facts: Mapping[str, Any]
    row: int = 0

    def inside(self, name: str, facts: Mapping[str, Any], row: int) -> "Scope":
        """The same, within one row of a field of rows."""
        return Scope({**self.fields, **self.fields[name].rows}, {**self.facts, **facts}, row)

    def get(self, name: str) -> Any:
        """The value of a field; None when it was not given."""
        field = self.fields[name]
        if field.type == "sum":
            return str(self._total(field.plus) - self._total(field.minus))
        return self.facts.get(name)

    def _total(self, groups: tuple[str, ...]) -> Decimal:
        rows = [row for name in groups for row in self.facts.get(name, [])]
        return sum((Decimal(row["amount"]) for row in rows if "amount" in row), Decimal("0.00"))

    def holds(self, condition: Node | None) -> bool:
        """Whether a node with this condition is drawn."""
        if condition is None:
            return True
        value = self.get(condition["field"])
        if "before" in condition:
            return bool(value < self.get(condition["before"]))
        if "from" in condition:
            return bool(value >= self.get(condition["from"]))
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
        text = words.minute(value) if style == "minute" else words.moment(value)
        return {"text": text, "time": value}
    if field.type in {"money", "sum"}:
        return words.capital(Decimal(value)) if style == "capital" else words.money(Decimal(value))
    if field.type == "digest":
        return words.groups(value)
    if field.type in {"choice", "flag"}:
        return field.words.get(str(value).lower(), "")
    return str(value)


def _span(field: Field, scope: Scope) -> str:
    years, months = (scope.get(part) for part in field.plus)
    text = (f"{years}年" if years else "") + (f"{months}个月" if months else "")
    return text or "不满1个月"


def _chip(name: str, style: str, scope: Scope) -> Run:
    if name == "#":
        return str(scope.row)
    field = scope.fields[name]
    if field.type == "span":
        return _span(field, scope)
    value = scope.get(name)
    return "" if value in checking.EMPTY else _run(field, value, style)


def runs(text: str, scope: Scope) -> list[Run]:
    """The pieces of a template's text with the facts in their places."""
    found: list[Run] = []
    end = 0
    for chip in CHIP.finditer(text):
        found += [text[end : chip.start()], _chip(chip[1], chip[2] or "", scope)]
        end = chip.end()
    found.append(text[end:])
    return [run for run in found if run]


def _is_bare(text: str, scope: Scope) -> bool:
    """Whether all facts of a text are empty: then it has nothing to say."""
    chips = CHIP.findall(text)
    return bool(chips) and not any(_chip(name, style, scope) for name, style in chips)


def _texts(entries: list[Node], scope: Scope) -> list[Node]:
    """Rows, slots and columns: every text becomes runs, empty ones and unmet ones go."""
    rows = []
    for entry in entries:
        if not scope.holds(entry.get("when")) or _is_bare(entry.get("text", ""), scope):
            continue
        row = {key: value for key, value in entry.items() if key != "when"}
        for key in {"text", "note", "label", "name"} & row.keys():
            row[key] = [] if _is_bare(row[key], scope) else runs(row[key], scope)
        rows.append(row)
    return rows


def _clauses(node: Node, scope: Scope) -> Iterator[Node]:
    number = 0
    for clause in node["content"]:
        if scope.holds(clause.get("when")):
            number += 1
            yield {
                "type": "clause",
                "number": f"第{words.numeral(number)}条",
                "title": clause["title"],
                "paras": [entry["text"] for entry in _texts(clause["paras"], scope)],
            }


def _table(node: Node, scope: Scope) -> Iterator[Node]:
    name = node["repeat"]
    rows = scope.facts.get(name, [])
    columns = node["columns"]
    if not rows:
        yield {"type": "para", "text": runs(node["empty"], scope)}
        return
    yield {
        "type": "table",
        "columns": [{**column, "text": "", "note": ""} for column in columns],
        "rows": [
            [_cell(column, scope.inside(name, row, place)) for column in columns]
            for place, row in enumerate(rows, 1)
        ],
        "foot": [runs(text, scope) for text in node.get("foot", [])],
    }


def _cell(column: Node, scope: Scope) -> Node:
    texts = {key: column.get(key, "") for key in ("text", "note")}
    return {
        key: [] if _is_bare(text, scope) else runs(text, scope) for key, text in texts.items()
    } | {"notes": [entry["text"] for entry in _texts(column.get("notes", []), scope)]}


def _steps(node: Node, scope: Scope) -> Iterator[Node]:
    items = []
    for name in node["repeat"]:
        for place, row in enumerate(scope.facts.get(name, []), 1):
            inner = scope.inside(name, row, place)
            steps = [
                {key: runs(node[key], inner.inside("steps", step, i)) for key in STEP}
                for i, step in enumerate(row.get("steps", []), 1)
            ]
            if steps:
                title, amount = (runs(node[key], inner) for key in ("title", "amount"))
                items.append({"title": title, "amount": amount, "steps": steps})
    if items:
        yield {"type": "steps", "items": items}


STEP = ("name", "formula", "reason", "article")


def _node(node: Node, scope: Scope) -> Iterator[Node]:
    """What one node of the template becomes: nothing, one node or several."""
    if not scope.holds(node.get("when")):
        return
    kind = node["type"]
    if kind == "if":
        branch = "then" if scope.holds(node) else "else"
        for inner in node.get(branch, []):
            yield from _node(inner, scope)
    elif kind in BLOCKS:
        yield from BLOCKS[kind](node, scope)
    elif kind in {"kv", "list", "sigs"}:
        key = {"kv": "rows", "list": "items", "sigs": "slots"}[kind]
        if entries := _texts(node[key], scope):
            yield {**node, key: entries}
    else:
        yield from _texts([node], scope)


BLOCKS = {"clauses": _clauses, "table": _table, "steps": _steps}


def fill(name: str, facts: Mapping[str, Any]) -> Filled:
    """Put the facts into the template `name`; `MissingField` or `WrongField` names a bad one."""
    template = load(name)
    clean = checking.check(template, facts)
    scope = Scope(template.fields, clean)
    content = json.dumps(
        {"template": template.digest, "facts": clean}, ensure_ascii=False, sort_keys=True
    )
    return Filled(
        template=template,
        number=clean["number"],
        company=clean["company"],
        nodes=[made for node in template.body for made in _node(node, scope)],
        fingerprint=hashlib.sha256(content.encode()).hexdigest(),
    )
