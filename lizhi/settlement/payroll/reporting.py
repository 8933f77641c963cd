"""What a trial of a file found, as a batch keeps it beside itself."""

from collections.abc import Sequence
from typing import Any

from lizhi.people.roster.report import Finding
from lizhi.settlement.payroll import planning
from lizhi.settlement.payroll.checking import Trial
from lizhi.settlement.payroll.reading import Found

MOST_LISTED = 500


def report(
    found: Sequence[Found], left_out: Sequence[str], trial: Trial, made: planning.Plan
) -> dict[str, Any]:
    """What a page shows of a trial: tables, bad cells, six figures, whose cases it touches."""
    return {
        "tables": [_table(one) for one in found],
        "left_out": list(left_out),
        "errors": [cell(one) for one in trial.errors[:MOST_LISTED]],
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
