"""The first cells of a column, as the page of columns shows them."""

import re

from lizhi.people.roster.columns import Guess
from lizhi.people.roster.fields import is_secret
from lizhi.people.roster.report import shown

SHOWN = 3
_LONG_NUMBER = re.compile(r"\d{7,}")


def masked_samples(guess: Guess) -> list[str]:
    """Nothing by which somebody could be reached or paid, whatever the column turns out to be."""
    secret = bool(guess.field) and is_secret(guess.field)
    cells = [cell for cell in guess.samples if cell][:SHOWN]
    return [
        _masked(cell) if secret or _LONG_NUMBER.search(cell) else shown(cell, secret=False)
        for cell in cells
    ]


def _masked(cell: str) -> str:
    if len(cell) < 8:
        return "****"
    return f"{cell[:3]}****{cell[-4:]}" if len(cell) < 15 else f"{cell[:4]}**********{cell[-4:]}"
