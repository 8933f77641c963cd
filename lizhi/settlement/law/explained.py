"""A result that can be read: the value, and every step that led to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypedDict, TypeVar

from lizhi.settlement.law import english
from lizhi.settlement.law.parameters import Figure

Value_co = TypeVar("Value_co", covariant=True)


class FigureJson(TypedDict):
    """A figure as a stored step remembers it: enough to find it again, and to doubt it."""

    name: str
    title: str
    value: str
    since: str
    document: str
    status: str
    checked_on: str


class StepJson(TypedDict):
    """A step as a line stores it and as pages and papers read it."""

    key: str
    title: str
    title_en: str
    formula: str
    value: str
    article: str
    inputs: dict[str, str]
    reason: str
    text_en: str
    figures: list[FigureJson]


@dataclass(frozen=True)
class Step:
    """One thing that was worked out.

    Words are Chinese and meant for the person whose money it is: `formula` has the numbers in it
    and stands before an equals sign, `value` behind it; `reason` is said in whole sentences. What
    the step is called in English, and what it does, stands in `english/` under its key.
    """

    key: str
    title: str
    formula: str
    value: str
    article: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    figures: tuple[Figure, ...] = ()

    def __str__(self) -> str:
        return f"{self.title} = {self.formula} = {self.value}（{self.article}）"

    def as_json(self) -> StepJson:
        """The same in plain values."""
        title, text = english.of(self.key)
        return {
            "key": self.key,
            "title": self.title,
            "title_en": title,
            "formula": self.formula,
            "value": self.value,
            "article": self.article,
            "inputs": dict(self.inputs),
            "reason": self.reason,
            "text_en": text,
            "figures": [_figure_json(figure) for figure in self.figures],
        }


@dataclass(frozen=True)
class Note:
    """Something near the result that a person must look at: a boundary, a figure in doubt."""

    key: str
    title: str
    text: str
    article: str = ""


@dataclass(frozen=True)
class Explained(Generic[Value_co]):
    """What came out, how, and what to look at."""

    value: Value_co
    steps: tuple[Step, ...]
    notes: tuple[Note, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every legal figure that the steps stand on, each once."""
        used = {figure: None for step in self.steps for figure in step.figures}
        return tuple(used)

    def as_json(self) -> list[StepJson]:
        """The steps in plain values."""
        return [step.as_json() for step in self.steps]


def _figure_json(figure: Figure) -> FigureJson:
    return {
        "name": figure.name,
        "title": figure.title,
        "value": figure.text,
        "since": figure.since.isoformat(),
        "document": figure.document,
        "status": figure.status,
        "checked_on": figure.checked_on.isoformat() if figure.checked_on else "",
    }
