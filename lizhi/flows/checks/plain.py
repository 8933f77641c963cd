"""What may stand under a key: texts, numbers, lists and objects, each looked at in bounded time."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows.checks.places import Place, is_plain, shown
from lizhi.flows.checks.problem import Problem

Found = Iterator[Problem]
Check = Callable[[Any, Place], Found]
MOST_TOLD = 50
"""Mistakes of shape that are named at once: nobody mends more in one go."""
LARGEST = 10**12


def text(most: int = 120, pattern: re.Pattern[str] | None = None) -> Check:
    """A short text of one line, of this form."""

    def check(value: Any, place: Place) -> Found:
        good = isinstance(value, str) and 0 < len(value) <= most and value.strip()
        if not good or (pattern and not pattern.fullmatch(value)):
            yield place.wrong()
        elif not is_plain(value):
            yield place.wrong(_("there are characters in it that cannot be seen."))

    return check


def one_of(*choices: str) -> Check:
    """One of these words."""

    def check(value: Any, place: Place) -> Found:
        if not isinstance(value, str) or value not in choices:
            words = ", ".join(map(str, choices))
            yield place.wrong(_("it must be one of: %(words)s.") % {"words": words})

    return check


def whole(value: Any, place: Place) -> Found:
    """A number from 0 to 1000, for counts of hours and days."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1000:
        yield place.wrong(_("it must be a whole number from 0 to 1000."))


def flag(value: Any, place: Place) -> Found:
    """Yes or no."""
    if not isinstance(value, bool):
        yield place.wrong(_("it must be yes or no."))


def comparable(value: Any, place: Place) -> Found:
    """What a field can be compared with: a word, a number, yes or no, or a list of them."""
    many = value if isinstance(value, list) else [value]
    if not 0 < len(many) <= 100 or not all(_is_scalar(one) for one in many):
        yield place.wrong()


def _is_scalar(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= 200 and is_plain(value)
    if isinstance(value, bool):
        return True
    return isinstance(value, int | float) and abs(value) <= LARGEST


def several(item: Check, *, least: int = 0, most: int = 50) -> Check:
    """A list of such things."""

    def check(value: Any, place: Place) -> Found:
        if not isinstance(value, list) or len(value) < least:
            yield place.wrong()
        elif len(value) > most:
            yield place.wrong(_("there are more than %(n)s of them.") % {"n": most})
        else:
            for n, part in enumerate(value, start=1):
                yield from item(part, _numbered(place, n))

    return check


def _numbered(place: Place, n: int) -> Place:
    if not place.parts:
        return place
    *outer, last = place.parts
    return Place(place.step, place.title, (*outer, f"{last} {n}"), place.numbers)


def thing(must: dict[str, Check], may: dict[str, Check] | None = None) -> Check:
    """An object with these keys and no others."""
    known = {**must, **(may or {})}

    def check(value: Any, place: Place) -> Found:
        if not isinstance(value, dict):
            yield place.wrong()
            return
        for key in must:
            if key not in value:
                yield place.inside(key).wrong(_("it is missing."))
        for key, part in value.items():
            if key in known:
                yield from known[key](part, place.inside(key))
            else:
                words = _("“%(key)s” means nothing here.")
                yield place.wrong(words % {"key": shown(key)})

    return check
