"""What a trial of a roster found: every bad cell by sheet, row and column."""

from dataclasses import dataclass, field
from typing import Any

MASK = "*"
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """One cell that is wrong, or that somebody should look at.

    `row` is the number that the spreadsheet shows, `column` what its header cell says.
    """

    sheet: str
    row: int
    column: str
    reason: str
    fix: str = ""
    letter: str = ""
    who: str = ""
    cell: str = ""
    kind: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The four things that programs read."""
        return {"sheet": self.sheet, "row": self.row, "column": self.column, "reason": self.reason}


@dataclass
class Report:
    """All findings of one file."""

    rows: int = 0
    errors: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """`{"rows": n, "errors": [{"sheet", "row", "column", "reason"}], "warnings": […]}`."""
        return {
            "rows": self.rows,
            "errors": [finding.as_dict() for finding in self.errors],
            "warnings": [finding.as_dict() for finding in self.warnings],
        }


def shown(cell: object, *, secret: bool) -> str:
    """A cell as a report shows it; of a secret one only the middle, so that a date can be seen."""
    text = str(cell).strip()[:MOST_SHOWN]
    if not secret or not isinstance(cell, str) or text.startswith("="):
        return text
    if len(text) == 18:
        return f"{MASK * 4}{text[6:14]}{MASK * 4}"
    return (
        text[:3] + MASK * max(len(text) - 7, 4) + text[-4:] if len(text) > 7 else MASK * len(text)
    )
