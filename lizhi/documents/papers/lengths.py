"""Whether a part of a table surely fits on a page: only then is it kept from being torn.

What must not be torn and is longer than a page would run off it, and be lost.
"""

import re

from lizhi.documents.papers.templates import Node

LINE = 12
"""Signs on a line of the narrowest column without a width of its own."""
NARROWEST = 200
"""Twice as many signs fill half a page of it, and twice its pt that of any other column."""
WORD = re.compile("[!-~]+")
"""What is set in one piece: Latin letters, digits and signs without a space."""
LETTER_PT = 6
WORD_PT = 132
FEW_ROWS = 6
FEW_SIGNS = 300
"""So few rows with so few signs take less than two thirds of a page."""


def of(cell: Node, pt: int | None) -> dict[str, int]:
    """Whether it is `long`er than a page may be, and how long a word in it is too `wide`.

    `pt` is the width of its column, if it has one. No word is too wide: 0.
    """
    texts = _texts(cell)
    fits = (pt or WORD_PT) // LETTER_PT
    words = (word for text in texts if len(text) > fits for word in WORD.findall(text))
    return {
        "long": _signs(texts) > 2 * (pt or NARROWEST),
        "wide": fits + 1 if any(len(word) > fits for word in words) else 0,
    }


def is_short(rows: list[list[Node]]) -> bool:
    """Whether a table is so small that its rows and its sum stay together on one page."""
    if len(rows) > FEW_ROWS:
        return False
    return sum(_signs(_texts(cell)) for row in rows for cell in row) <= FEW_SIGNS


def _signs(texts: list[str]) -> int:
    """How many there are; one that ends a line counts for a whole one."""
    return sum(len(text) + LINE * text.count("\n") for text in texts)


def _texts(cell: Node) -> list[str]:
    lines = (cell["text"], cell["note"], *cell["notes"])
    return [run if isinstance(run, str) else run["text"] for line in lines for run in line]
