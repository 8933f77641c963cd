"""A template and its facts become a tree without any field left: what paper and phone both draw."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lizhi.documents.papers import checking, lengths, words
from lizhi.documents.papers.scope import Scope, part, runs, texts
from lizhi.documents.papers.templates import Node, Template, load


@dataclass(frozen=True)
class Filled:
    """A paper ready to be drawn."""

    template: Template
    number: str
    company: str
    nodes: list[Node]
    fingerprint: str
    """SHA-256 over template and facts: the same on the phone, on paper and in the record."""
    level: str
    """The honest line on each page."""


def _clauses(node: Node, scope: Scope) -> Iterator[Node]:
    clauses = [clause for clause in node["content"] if scope.holds(clause.get("when"))]
    for number, clause in enumerate(clauses, 1):
        yield {
            "type": "clause",
            "number": f"第{words.numeral(number)}条",
            "title": clause["title"],
            "paras": [entry["text"] for entry in texts(clause["paras"], scope)],
            "keep": node.get("keep", False) and number == len(clauses),
        }


CELL = {"text", "note", "notes"}
"""What a column says in each row, and not at its head."""


def _table(node: Node, scope: Scope) -> Iterator[Node]:
    name = node["repeat"]
    rows = scope.facts.get(name, [])
    columns = node["columns"]
    if not rows:
        yield {"type": "para", "text": runs(node["empty"], scope)}
        return
    cells = [
        [_cell(column, scope.inside(name, row, place)) for column in columns]
        for place, row in enumerate(rows, 1)
    ]
    yield {
        "type": "table",
        "columns": [{k: v for k, v in column.items() if k not in CELL} for column in columns],
        "rows": cells,
        "foot": [runs(text, scope) for text in node.get("foot", [])],
        "short": lengths.is_short(cells),
    }


def _cell(column: Node, scope: Scope) -> Node:
    text, note = (part(column, key, scope) for key in ("text", "note"))
    notes = [entry["text"] for entry in texts(column.get("notes", []), scope)]
    blank = [column["blank"]] if "blank" in column else []
    cell = {"text": text or blank, "note": note, "notes": notes}
    return {**cell, **lengths.of(cell, column.get("pt"))}


def _steps(node: Node, scope: Scope) -> Iterator[Node]:
    items = []
    for name in node["repeat"]:
        for place, row in enumerate(scope.facts.get(name, []), 1):
            inner = scope.inside(name, row, place)
            told = [inner.inside("steps", one, i) for i, one in enumerate(row.get("steps", []), 1)]
            steps = [{key: part(node, key, step) for key in STEP} for step in told]
            if steps:
                title, amount = (runs(node[key], inner) for key in ("title", "amount"))
                items.append({"title": title, "amount": amount, "steps": steps})
    if items:
        yield {"type": "heading", "level": 2, "text": runs(node["head"], scope), "annex": True}
        yield {"type": "steps", "items": items}


STEP = ("name", "formula", "value", "reason", "article", "doubt")


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
        if entries := texts(node[key], scope):
            yield {**node, key: entries}
    else:
        yield from texts([node], scope)


BLOCKS = {"clauses": _clauses, "table": _table, "steps": _steps}


def fill(name: str, facts: Mapping[str, Any], *, on_screen: bool = False) -> Filled:
    """Put the facts into the template `name`; `MissingField` or `WrongField` names a bad one.

    `on_screen` masks numbers of identity cards; the fingerprint stays that of the paper.
    """
    template = load(name)
    clean = checking.check(template, facts)
    scope = Scope(template.fields, clean, on_screen=on_screen)
    content = json.dumps(
        {"template": template.digest, "facts": clean}, ensure_ascii=False, sort_keys=True
    )
    return Filled(
        template=template,
        number=clean["number"],
        company=clean["company"],
        nodes=[made for node in template.body for made in _node(node, scope)],
        fingerprint=hashlib.sha256(content.encode()).hexdigest(),
        level=template.licensed if clean.get("seal_level") == "l2" else template.level,
    )
