"""One thing that is wrong with a process, as HR reads it and as a program reads it."""

from dataclasses import dataclass
from typing import Any, Literal

from lizhi.flows.repairs import Repair

Kind = Literal["shape", "sense", "law"]
"""Not well written; cannot be meant; is not lawful."""


@dataclass(frozen=True)
class Problem:
    """Nothing is published while there is one.

    `words` are a sentence that names the step by its name; `why` says what would happen to people,
    `article` is the law that forbids it, and `repair` puts it right by one click where that is
    possible.
    """

    step: str
    """The id of the step; empty: of the whole process, or of a step that has no id."""
    words: str
    why: str = ""
    article: str = ""
    kind: Kind = "shape"
    repair: Repair | None = None

    def __str__(self) -> str:
        return self.words

    def as_json(self) -> dict[str, Any]:
        """For programs: `lizhi flow check` prints it."""
        return {
            "step": self.step,
            "words": self.words,
            "why": self.why,
            "article": self.article,
            "kind": self.kind,
            "repair": self.repair.as_json() if self.repair else None,
        }
