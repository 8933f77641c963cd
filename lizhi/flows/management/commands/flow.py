"""`lizhi flow`: processes as files, without a page."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lizhi.flows.verbs import check, export_bpmn, files, simulate

MISUSED = 2
VERBS = {"check": check, "simulate": simulate, "export-bpmn": export_bpmn}


class Command(BaseCommand):
    """What can be done with a process that lies in a file; a module of `verbs` for each."""

    requires_system_checks: list[str] = []
    help = "Processes as files. Exit: 0 fine, 1 the process is refused, 2 wrong use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One verb, with arguments of its own."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        for name, verb in VERBS.items():
            verb.arguments(verbs.add_parser(name, help=verb.HELP))

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Print what has come of it, and leave with the code that scripts read."""
        try:
            printed, code = VERBS[verb].run(options)
        except files.Misused as fault:
            self.stderr.write(str(fault))
            sys.exit(MISUSED)
        if printed:
            self.stdout.write(printed)
        if code:
            sys.exit(code)
