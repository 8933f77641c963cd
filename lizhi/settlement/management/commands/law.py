"""`lizhi law …`: what the law gives, how a settlement came out, and which figures are known."""

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand

from lizhi.settlement import annex, terminal

MISSED = 1


class Command(BaseCommand):
    """`calculate` and `figures` need no database; `explain` reads a case."""

    requires_system_checks: list[str] = []
    help = "Ask the law on standard input, explain a settlement, list the figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One verb, with arguments of its own."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        terminal.calculate_arguments(verbs.add_parser("calculate"))
        terminal.figures_arguments(verbs.add_parser("figures"))
        explain = verbs.add_parser("explain", help="the annex of a settlement, for a lawyer")
        explain.add_argument("case", help="number of the case")
        explain.add_argument("--json", action="store_true", dest="as_json", help="in JSON")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Print, and leave with the code that scripts read."""
        told = Namespace(**options)
        match verb:
            case "calculate":
                code = terminal.calculate(told, sys.stdin, self.stdout)
            case "figures":
                code = terminal.figures(told, self.stdout)
            case _:
                code = self._explain(told)
        if code:
            sys.exit(code)

    def _explain(self, told: Namespace) -> int:
        settlement = annex.newest_of(told.case)
        if settlement is None:
            self.stderr.write(f"没有 {told.case} 的结算单。请核对离职单号。")
            return MISSED
        if told.as_json:
            self.stdout.write(json.dumps(annex.as_json(settlement), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(annex.as_text(settlement))
        return 0
