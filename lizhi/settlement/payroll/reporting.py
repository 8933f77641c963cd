"""What a trial of a file found, as a batch keeps it beside itself."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from lizhi.people.roster.report import Finding
from lizhi.settlement.payroll import planning
from lizhi.settlement.payroll.entries import Trial
from lizhi.settlement.payroll.reading import Found

MOST_LISTED = 500
"""Of what a program is told, and of warnings."""
OF_EACH = 200
"""Bad cells that a page lists of one column and one kind of mistake; the files have all."""


def report(
    found: Sequence[Found], left_out: Sequence[str], trial: Trial, made: planning.Plan
) -> dict[str, Any]:
    """What a page shows of a trial: tables, bad cells, six figures, whose cases it touches."""
    return {
        "tables": [_table(one) for one in found],
        "left_out": list(left_out),
        "errors": [cell(one) for one in _first_of_each(trial.errors)],
        "groups": [[*group, number] for group, number in _groups(trial.errors).items()],
        "warnings": [cell(one) for one in trial.warnings[:MOST_LISTED]],
        "figures": {
            "rows": len(trial.entries),
            "new": len(made.new),
            "changed": len(made.changed),
            "same": made.same,
            "bad_rows": sum(entry.bad for entry in trial.entries),
            "bad_cells": len(trial.errors),
            "warnings": len(trial.warnings),
            "good_rows": len(trial.good),
        },
        "touched": planning.touched(made.employments),
    }


def _group(finding: Finding) -> tuple[str, str, str]:
    return finding.sheet, finding.column, finding.kind


def _groups(errors: Sequence[Finding]) -> Counter[tuple[str, str, str]]:
    """How many bad cells by sheet, column and kind."""
    return Counter(map(_group, errors))


def _first_of_each(errors: Sequence[Finding]) -> Iterator[Finding]:
    """In the order of the rows; no kind of mistake keeps another from being seen."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for one in errors:
        seen[_group(one)] += 1
        if seen[_group(one)] <= OF_EACH:
            yield one


def _table(found: Found) -> dict[str, Any]:
    by_index = {place.index: key for key, place in found.places.items()}
    return {
        "name": found.name,
        "table": found.table.key,
        "columns": [
            {"header": place.header, "letter": place.letter, "key": by_index.get(place.index, "")}
            for place in found.headers
        ],
    }


def cell(finding: Finding) -> dict[str, Any]:
    """One bad cell: sheet, row, column, what is wrong and how to repair it."""
    more = {"letter": finding.letter, "who": finding.who, "cell": finding.cell}
    return {**finding.as_dict(), **more, "fix": str(finding.fix), "kind": finding.kind}
