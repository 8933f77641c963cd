"""The inputs of a question that has passed the check, each as what it is."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from lizhi.settlement.law.calculator import vocabulary
from lizhi.settlement.law.calculator.refusing import RefusedInput
from lizhi.settlement.law.explained import Note

UNDATED = dt.date(2026, 6, 1)
"""By the rules of this day is answered where a question names none; a warning says so."""
NOTHING = Decimal(0)


class Given:
    """What was told, by key. What was assumed in its place is remembered and told as well."""

    def __init__(self, topic: str, inputs: Mapping[str, Any], within: tuple[str, ...] = ()) -> None:
        self.topic, self._inputs, self._within = topic, inputs, within
        self.assumed: list[Note] = []

    def __contains__(self, key: str) -> bool:
        return key in self._inputs

    def text(self, key: str) -> str:
        """Empty where it was not told."""
        return str(self._inputs.get(key, "")).strip()

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false; the default where it was not told."""
        return bool(self._inputs.get(key, default))

    def whole(self, key: str) -> int | None:
        """A whole number."""
        return int(self._inputs[key]) if key in self._inputs else None

    def number(self, key: str) -> Decimal | None:
        """An amount, a rate, or a number of days."""
        return Decimal(str(self._inputs[key])) if key in self._inputs else None

    def number_or_0(self, key: str) -> Decimal:
        """The same, nothing where it was not told."""
        return self.number(key) or NOTHING

    def numbers(self, key: str) -> list[Decimal]:
        """A list of amounts."""
        return [Decimal(one) for one in self._inputs.get(key, ())]

    def wholes(self, key: str) -> list[int]:
        """A list of whole numbers."""
        return [int(one) for one in self._inputs.get(key, ())]

    def texts(self, key: str) -> list[str]:
        """A list of words."""
        return [str(one) for one in self._inputs.get(key, ())]

    def day(self, key: str) -> dt.date | None:
        """A day."""
        return dt.date.fromisoformat(self._inputs[key]) if key in self._inputs else None

    def the_day(self, key: str) -> dt.date:
        """A day that the topic asks for in any case."""
        return dt.date.fromisoformat(self._inputs[key])

    def the_number(self, key: str) -> Decimal:
        """A number that the topic asks for in any case."""
        return Decimal(str(self._inputs[key]))

    def month(self, key: str) -> dt.date | None:
        """The first day of a month."""
        return dt.date.fromisoformat(f"{self._inputs[key]}-01") if key in self._inputs else None

    def one(self, key: str) -> "Given":
        """An object within; an empty one where it was not told."""
        return Given(self.topic, self._inputs.get(key, {}), (*self._within, key))

    def each(self, key: str) -> "list[Given]":
        """The objects of a list within."""
        listed = self._inputs.get(key, ())
        return [Given(self.topic, one, (*self._within, key)) for one in listed]

    def keys(self) -> list[str]:
        """What was told, in the order of the schema."""
        here = vocabulary.inputs(self.topic)
        for part in self._within:
            here = here["properties"][part]
            here = here.get("items", here)
        return [key for key in here["properties"] if key in self._inputs]

    def refused(self, key: str, words: str) -> RefusedInput:
        """The refusal of one of these inputs, for raising."""
        return RefusedInput(".".join((*self._within, key)), words, name=self.title(key))

    def title(self, key: str) -> str:
        """How an input is called in Chinese."""
        return vocabulary.title(self.topic, (*self._within, key))

    def assume(self, key: str, sentence: str) -> None:
        """Remember that something was not told, and what was taken in its place."""
        if key not in self._inputs and all(note.title != self.title(key) for note in self.assumed):
            self.assumed.append(Note("assumed", self.title(key), sentence))


class Employed(NamedTuple):
    """First and last day of real work, the second never before the first."""

    hired_on: dt.date
    last_day: dt.date


def employed(given: Given) -> Employed:
    """Both days; whoever is said to have left before having come is asked for the last day."""
    found = Employed(given.the_day("hire_date"), given.the_day("last_day"))
    in_order(given, "hire_date", "last_day")
    return found


def in_order(given: Given, first: str, last: str) -> None:
    """Two days of which the second may not lie before the first, where both were told."""
    one, other = given.day(first), given.day(last)
    if one and other and other < one:
        raise given.refused(last, f"{other} 早于{given.title(first)} {one}，请核对这两个日期。")
