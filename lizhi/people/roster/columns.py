"""Which column of a roster is which of our fields: names in two languages, then the content."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lizhi.people import identity
from lizhi.people.roster.fields import BY_NAME, NAMES, field_of

_CONTENT_SHARE = 0.8


class Quality(StrEnum):
    """How we came to think that a column is this field."""

    SAME = "same"
    ALIAS = "alias"
    CONTENT = "content"
    CHOSEN = "chosen"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True)
class Guess:
    """One column of the file and the field we take it for; an empty field is left out."""

    letter: str
    header: str
    field: str
    quality: Quality
    samples: tuple[str, ...] = ()


def plain(header: str) -> str:
    """A header without units, stars, blanks and case: `月工资(元)` is 月工资."""
    text = unicodedata.normalize("NFKC", header).strip().lower()
    text = re.sub(r"[(\[【].*?[)\]】]", "", text)
    return re.sub(r"[\s_\-:*·、]+", "", text)


_ALIASES = {plain(name): field for field, names in NAMES.items() for name in names}
_SAME = {plain(names[0]): field for field, names in NAMES.items()}


def by_header(header: str) -> tuple[str, Quality]:
    """The field that a header names, without a look at the cells."""
    key = plain(header)
    if key in _SAME:
        return _SAME[key], Quality.SAME
    if key in _ALIASES:
        return _ALIASES[key], Quality.ALIAS
    monthly = field_of(key)
    return (monthly, Quality.ALIAS) if monthly else ("", Quality.NONE)


def recognised(cells: Iterable[object]) -> set[str]:
    """The fields that a row would name if it were the header."""
    return {found for cell in cells if isinstance(cell, str) and (found := by_header(cell)[0])}


def guess(
    headers: Sequence[tuple[str, str]],
    samples: Sequence[Sequence[str]],
    chosen: dict[str, str] | None = None,
) -> list[Guess]:
    """A field for each column: what was confirmed before, its name, then what stands in it.

    No field is given twice; whoever comes second is left out and has to be decided on.
    """
    chosen = chosen or {}
    found = [_named(header, chosen) for _letter, header in headers]
    taken = {field for field, _quality in found if field}
    guesses = []
    seen: set[str] = set()
    for (letter, header), (field, quality), cells in zip(headers, found, samples, strict=True):
        named, how = field, quality
        if how == Quality.NONE:
            named, how = _by_content(cells, taken)
            taken.add(named)
        if named and named in seen:
            named, how = "", Quality.UNSURE
        seen.add(named)
        guesses.append(Guess(letter, header, named, how, tuple(cells[:3])))
    return guesses


def _named(header: str, chosen: dict[str, str]) -> tuple[str, Quality]:
    if header in chosen:
        field = chosen[header]
        return (field, Quality.CHOSEN) if not field or is_field(field) else ("", Quality.UNSURE)
    return by_header(header)


def is_field(name: str) -> bool:
    """Whether we have such a field; months are fields of their own, `wage:2025-11`."""
    return name in BY_NAME or bool(re.fullmatch(r"(wage|overtime):20\d\d-(0[1-9]|1[0-2])", name))


def _looks_like_card(text: str) -> bool:
    return identity.card_shape_is_right(text) and identity.card_digit_is_right(text)


_CONTENT: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("id_number", _looks_like_card),
    ("phone", re.compile(r"1[3-9]\d{9}").fullmatch),
    ("email", re.compile(r"[^@\s]+@[^@\s]+\.[a-z]+", re.IGNORECASE).fullmatch),
    ("sex", re.compile(r"[男女]").fullmatch),
)


def _by_content(cells: Sequence[str], taken: set[str]) -> tuple[str, Quality]:
    filled = [cell for cell in cells if cell]
    for field, fits in _CONTENT:
        if field in taken or not filled:
            continue
        if sum(1 for cell in filled if fits(cell)) >= _CONTENT_SHARE * len(filled):
            return field, Quality.CONTENT
    return "", Quality.NONE
