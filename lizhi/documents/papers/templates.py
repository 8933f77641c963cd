"""The papers' templates: data only, read from the JSON files beside this module.

A template has a title, the fields it knows and a body of nodes. Text holds fields as `{name}` or
`{name|style}`; what a person typed is never read as text of a template. Nodes, by `type`:

- `heading` level, text, note; `para` text, indent, align, look (`lead`, `signed`)
- `clauses` content of `{title, paras}`: articles, numbered by themselves
- `kv` rows of `{label, text, note}`; `list` items of text: 1, 2, 3 …
- `table` repeat (a field of rows), foot, empty, columns of `{head, text, note, notes, blank, pt,
  width, align, part}`; `part` says where a column goes on a phone: first (`main`), last (`value`),
  below (`note`; `bare` without its head) or nowhere (`none`)
- `steps` head, repeat (fields of rows with `steps`): the annex that explains sums, if there are any
- `total` label, text, unit, note; `qr` text; `scan` text (an address of ours, drawn to be
  scanned), note; `space` em
- `sigs` slots of `{role, label, name, text, note, align, over}`: where signatures will stand
- `if` field with `is` or `not` a value, `before` or `from` another day, or none (anything given);
  then, else

Anything with a `when` is left out unless that condition, or each of a list of them, holds. A
`para`, `kv`, `list` or `clauses` with `keep` never ends a page: it, or the last of it, goes to the
next one with what follows, so that no seal and no date stands alone on a page.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
INTERPRETER = FOLDER / "interpreter.typ"
NAMES = (
    "receipt",
    "letter",
    "registration",
    "agreement",
    "mutual",
    "voiding",
    "ending",
    "recall",
    "departure",
    "handover",
    "settlement",
    "certificate",
    "unemployment",
    "evidence",
    "cover",
)
"""Of papers. `registration` is the letter's place when HR enters a notice that came elsewhere;
`mutual` that of the agreement where both sides end it, `voiding` says that an agreement is void,
`ending` and `recall` are the company's,
`departure` is the employee's own who ends it for a fault of the company (38).
`unemployment` says to the insurance agency why it ended, which the certificate may not.
`evidence` reports how another one was signed; `cover` goes with one that is signed by hand, says
how and where to send it, and is signed by nobody."""

Node = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """What the catalogue says about one fact."""

    name: str
    label: str
    type: str
    """text, words, identity, day, month, moment, money, count, digest, flag, choice, rows;

    derived: sum, span.
    """
    needed: bool
    example: Any
    words: dict[str, str]
    """Of a choice or a flag: what each code is called."""
    rows: dict[str, "Field"]
    """Of rows: the fields of one row."""
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    """Of a sum: the rows whose `amount` is added and taken off."""


@dataclass(frozen=True)
class Template:
    """One paper's form."""

    name: str
    title: str
    look: str
    level: str
    """The honest line on each page: what kind of signature this paper carries."""
    licensed: str
    """The same where the company's seal is by a licensed authority; empty: it has no such seal."""
    fields: dict[str, Field]
    body: tuple[Node, ...]
    digest: str
    """SHA-256 over this template and the interpreter that draws it."""


def _fields(raw: dict[str, Any]) -> dict[str, Field]:
    return {
        name: Field(
            name=name,
            label=entry["label"],
            type=entry["type"],
            needed=entry.get("needed", False),
            example=entry.get("example"),
            words=entry.get("words", {}),
            rows=_fields(entry.get("rows", {})),
            plus=tuple(entry.get("plus", ())),
            minus=tuple(entry.get("minus", ())),
        )
        for name, entry in raw.items()
    }


@cache
def load(name: str) -> Template:
    """The template of this name, one of NAMES; another name is a KeyError."""
    if name not in NAMES:
        raise KeyError(name)
    content = (FOLDER / f"{name}.json").read_bytes()
    raw = json.loads(content)
    return Template(
        name=name,
        title=raw["title"],
        look=raw.get("look", "plain"),
        level=raw["level"],
        licensed=raw.get("licensed", ""),
        fields=_fields(raw["fields"]),
        body=tuple(raw["body"]),
        digest=hashlib.sha256(content + INTERPRETER.read_bytes()).hexdigest(),
    )


def example(name: str) -> dict[str, Any]:
    """A paper's facts made of the catalogue's examples: for previews and tests."""
    fields = load(name).fields.values()
    return {field.name: field.example for field in fields if field.example is not None}
