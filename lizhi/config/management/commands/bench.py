"""`lizhi bench`: what things cost, against their budgets."""

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lizhi.config.bench import budgets, parts
from lizhi.config.bench.measuring import Row

LISTS = ("lists", "lists_postgresql")
ROSTERS = ("roster_file", "small_roster", "large_roster")


class Command(BaseCommand):
    """Measure on installations of its own, which are gone afterwards."""

    help = "Measure pages, actions, papers, a whole case and memory against the budgets."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For programs or for people, and how much."""
        plan = parts.Plan()
        parser.add_argument("--json", action="store_true", help="a list instead of a table")
        parser.add_argument("--check", action="store_true", help="exit 1 when a budget is missed")
        names = (
            "database",
            "actions",
            "lists",
            "books",
            "payroll",
            "papers",
            "whole",
            "roster",
            "workers",
            "what_if",
            "killed",
        )
        parser.add_argument("--only", nargs="+", choices=names, default=names)
        parser.add_argument("--few", type=int, default=plan.few, metavar="CASES")
        parser.add_argument("--many", type=int, default=plan.many, metavar="CASES")
        parser.add_argument("--most", type=int, default=plan.most, help="cases behind a list")
        parser.add_argument("--times", type=int, default=plan.times, help="calls of each")
        parser.add_argument("--signatures", type=int, default=plan.signatures)
        parser.add_argument("--people", type=int, default=plan.large_roster, help="in the roster")

    def handle(self, *args: Any, **options: Any) -> None:
        """Once outside, to start each part; once inside each, to play it."""
        if wanted := os.environ.get(parts.INSIDE):
            self.stdout.write(parts.inside(wanted))
            return
        plan = parts.Plan(
            few=options["few"],
            many=options["many"],
            most=options["most"],
            times=options["times"],
            signatures=options["signatures"],
            large_roster=options["people"],
        )
        rows = _merged(parts.play(plan, _parts(options["only"]), tell=self._tell))
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            self._table(rows)
        if options["check"] and any(budgets.missed(row) for row in rows):
            sys.exit(1)

    def _tell(self, part: str) -> None:
        self.stderr.write(f"measuring: {part}")

    def _table(self, rows: list[Row]) -> None:
        for line in budgets.table(rows):
            self.stdout.write(line)
        above = [f"{row['name']} ({row.get('cases', '')})" for row in rows if budgets.missed(row)]
        said = f"Above budget: {', '.join(above)}" if above else "All budgets are kept."
        self.stdout.write(f"\n{said}")


def _parts(names: list[str]) -> list[str]:
    several = {"roster": ROSTERS, "lists": LISTS}
    return [part for name in names for part in several.get(name, (name,))]


def _merged(rows: list[Row]) -> list[Row]:
    """The small roster is told in the row of the large one."""
    rosters = [row for row in rows if row["name"] == "roster_100k"]
    if not rosters:
        return rows
    small, large = sorted(rosters, key=lambda row: int(row["rows"]))
    told = {**large, "small_rows": small["rows"], "small_ms": small["cpu_ms"]}
    return [told if row is large else row for row in rows if row is not small]
