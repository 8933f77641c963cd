"""From facts to a PDF/A-2a with places for its signatures."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lizhi.documents import gate, qr
from lizhi.documents.papers import filling, sizes, words
from lizhi.documents.papers.checking import MissingField
from lizhi.documents.papers.templates import INTERPRETER, Node
from lizhi.documents.printing.typesetter import press

Token = Callable[[str], str]
"""What the square for a check without a network says, by the fingerprint of the paper."""
SHORT = 16
"""Hex digits of the fingerprint that each page shows."""


@dataclass(frozen=True)
class Slot:
    """Where a signature goes: pt from the top left corner of page `page` (the first is 1)."""

    role: str
    page: int
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Printed:
    """A paper as bytes, before anybody has signed."""

    pdf: bytes
    slots: list[Slot]
    template_hash: str
    fingerprint: str
    """SHA-256 over template and facts; each page shows its first 16 digits."""


def _sized(node: Node) -> Node:
    if node["type"] == "scan":
        return {**node, "svg": qr.drawn("".join(node["text"]))}
    if node["type"] != "sigs":
        return node
    return {**node, "slots": [{**slot, "size": sizes.of(slot["role"])} for slot in node["slots"]]}


def _sheet(filled: filling.Filled, code: str, token: Token | None) -> str:
    sheet = {
        "title": filled.template.title,
        "number": filled.number,
        "company": filled.company,
        "look": filled.template.look,
        "level": filled.level,
        "fingerprint": words.groups(filled.fingerprint[:SHORT]),
        "nodes": [_sized(node) for node in filled.nodes],
    }
    if any(node["type"] == "qr" for node in filled.nodes):
        if not code:
            raise MissingField(filled.template.title, "code", _("is missing"))
        site = settings.ORIGIN.partition("://")[2] + "/v"
        shown = words.groups(code.replace("-", ""), 4).replace(" ", "-")
        sheet |= {"qr": qr.svg(code), "code": shown, "site": site}
        sheet["token"] = qr.drawn(token(filled.fingerprint)) if token else ""
    return json.dumps(sheet, ensure_ascii=False)


def render(
    template: str,
    facts: Mapping[str, Any],
    *,
    at: dt.datetime,
    code: str = "",
    token: Token | None = None,
) -> Printed:
    """Print a paper. Equal facts at an equal second give equal bytes.

    `MissingField` or `WrongField` names what the paper cannot do without or cannot take;
    `code` is the certificate's and is drawn as a QR code; with `token` there is a second
    one, for a check without a network.
    """
    filled = filling.fill(template, facts)
    printer = press(INTERPRETER)
    pdf = printer.draw(
        _sheet(filled, code, token), pdf_standards=["a-2a"], timestamp=int(at.timestamp())
    )
    slots = json.loads(printer.query("<slot>"))
    # Typst ends without a line end; the first signature would then break PDF/A (6.1.9).
    whole = pdf + b"\n"
    gate.check(whole)
    return Printed(
        pdf=whole,
        slots=[Slot(**slot) for slot in slots],
        template_hash=filled.template.digest,
        fingerprint=filled.fingerprint,
    )
