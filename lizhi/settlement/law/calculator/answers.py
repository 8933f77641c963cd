"""An answer as it is put together: outputs by name, steps, warnings, figures."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from lizhi.settlement.law.calculator import vocabulary
from lizhi.settlement.law.explained import Explained, Note, Step
from lizhi.settlement.law.words import cents, in_full

T = TypeVar("T")


@dataclass
class Answer:
    """What a topic has come to, with everything that led to it."""

    topic: str
    outputs: dict[str, Any] = field(default_factory=dict)
    """By key, as the schema writes them."""
    steps: list[Step] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def told(self, result: Explained[T]) -> T:
        """Keep the steps and notes of a calculation; its value."""
        self.steps += [replace(step, article=in_full(step.article)) for step in result.steps]
        self.note(*result.notes)
        return result.value

    def note(self, *notes: Note) -> None:
        """Warn, each thing once."""
        self.notes += [one for one in notes if one not in self.notes]

    def warn(self, key: str, title: str, text: str, article: str = "") -> None:
        """Warn in words of one's own."""
        self.note(Note(key, title, text, article))

    def money(self, key: str, amount: Decimal) -> None:
        """Yuan, to the fen."""
        self.outputs[key] = money(amount)

    def number(self, key: str, number: Decimal) -> None:
        """A decimal as text, without zeros that say nothing."""
        self.outputs[key] = plain_text(number)

    def days(self, key: str, days: Decimal) -> None:
        """Whole days as a number, halves as text."""
        whole = days == days.to_integral_value()
        self.outputs[key] = int(days) if whole else plain_text(days)

    def as_json(self) -> dict[str, Any]:
        """Outputs at the top, in the order of the schema; beside them what explains them."""
        order = [key for key in vocabulary.outputs(self.topic)["properties"] if key in self.outputs]
        used = {figure: None for step in self.steps for figure in step.figures}
        steps = [step.as_json() for step in self.steps]
        figures = {one["name"]: one for step in steps for one in step["figures"]}
        return {
            **{key: self.outputs[key] for key in order},
            "steps": steps,
            "warnings": [_warning(note) for note in (*self.notes, *self._doubts(used))],
            "parameters": list(figures.values()),
        }

    def _doubts(self, figures: Iterable[Any]) -> list[Note]:
        """Second-hand figures of which no rule has warned by itself."""
        said = "".join(note.text for note in self.notes)
        return [
            note
            for figure in figures
            if figure.status == "secondary" and figure.title not in said
            for note in [_doubt(figure)]
        ]


def money(amount: Decimal) -> str:
    """12000.00."""
    return f"{cents(amount):f}"


def plain_text(number: Decimal) -> str:
    """3.5, 12, 0.02: never an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _doubt(figure: Any) -> Note:
    more = f"（{figure.note}）" if figure.note else ""
    shown = "" if figure.brackets else f" {figure.text}"
    text = f"{figure.place}{figure.title}{shown} 来自二手材料{more}，付款以前请核对原文。"
    return Note("secondary_figure", f"{figure.title}没有核对原文", text, figure.document)


def _warning(note: Note) -> dict[str, str]:
    return {"key": note.key, "title": note.title, "text": note.text, "article": note.article}
