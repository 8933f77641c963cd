"""`lizhi law …`: what the law gives, how a settlement came out, and which figures are known."""

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lizhi.settlement import annex, rerunning, terminal
from lizhi.settlement.actions import ENGINE

SAME, DIFFERS, MISSED = 0, 1, 2


class Command(BaseCommand):
    """`calculate` and `figures` need no database; `explain` and `rerun` read a case."""

    requires_system_checks: list[str] = []
    help = "Ask the law on standard input, explain a settlement or run it again, list the figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One verb, with arguments of its own."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        terminal.calculate_arguments(verbs.add_parser("calculate"))
        terminal.figures_arguments(verbs.add_parser("figures"))
        explain = verbs.add_parser("explain", help="the annex of a settlement, for a lawyer")
        rerun = verbs.add_parser("rerun", help="compute it again from what was kept, and compare")
        for verb in (explain, rerun):
            verb.add_argument("case", help="number of the case")
            verb.add_argument("version", nargs="?", type=int, help="the newest without")
        explain.add_argument("--json", action="store_true", dest="as_json", help="in JSON")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Print, and leave with the code that scripts read."""
        told = Namespace(**options)
        match verb:
            case "calculate":
                code = terminal.calculate(told, sys.stdin, self.stdout)
            case "figures":
                code = terminal.figures(told, self.stdout)
            case "rerun":
                code = self._rerun(told)
            case _:
                code = self._explain(told)
        if code:
            sys.exit(code)

    def _explain(self, told: Namespace) -> int:
        settlement = annex.version_of(told.case, told.version)
        if settlement is None:
            return self._missed(told)
        if told.as_json:
            self.stdout.write(json.dumps(annex.as_json(settlement), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(annex.as_text(settlement))
        return SAME

    def _rerun(self, told: Namespace) -> int:
        settlement = annex.version_of(told.case, told.version)
        if settlement is None:
            return self._missed(told)
        made = rerunning.rerun(settlement, engine=ENGINE)
        said = {
            "number": settlement.number,
            "then": settlement.engine,
            "now": made.engine,
            "digest": rerunning.digest(made.again),
        }
        if not made.untouched:
            self.stdout.write(_("The lines that are kept are not those that were written then."))
        if made.same:
            words = _("Version %(number)d, rules %(then)s: the same to the byte, %(digest)s")
            self.stdout.write(words % said)
            return SAME if made.untouched else DIFFERS
        words = _("Version %(number)d, rules %(then)s then and %(now)s now: it comes out otherwise")
        self.stdout.write(words % said)
        if made.same_sums:
            self.stdout.write(_("Every line has the amount that it had; only words differ."))
        for one in made.differences:
            self.stdout.write(f"· {one.title}（{one.key}）：{one.what}")
        return DIFFERS

    def _missed(self, told: Namespace) -> int:
        self.stderr.write(f"没有 {told.case} 的这份结算单。请核对离职单号和版本。")
        return MISSED
