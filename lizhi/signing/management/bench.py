"""`lizhi sign bench`: CPU of each part of a signature, and of each profile, against its budget."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.module_loading import import_string

from lizhi.common.collector import keep_what_is_loaded

HELP = "measure what a signature costs, by part and profile"
HEAD = f"{'':<28}{'CPU ms':>9}{'at pace':>9}{'budget':>8}{'worst':>9}"


def add_arguments(parser: ArgumentParser) -> None:
    """How often, for whom, and whether it matters."""
    parser.add_argument("--times", type=int, default=30, help="calls of each part")
    parser.add_argument("--json", action="store_true", help="a list instead of a table")
    parser.add_argument("--check", action="store_true", help="exit 1 when a budget is missed")


def handle(command: BaseCommand, *, times: int, check: bool, **options: Any) -> None:
    """Nothing stays of it: the certificates that it makes are rolled back."""
    measure = import_string("lizhi.signing.benchmarks.figures")  # loads what makes signatures
    keep_what_is_loaded()  # as a worker does before its first job
    with transaction.atomic():
        found = list(measure(times))
        transaction.set_rollback(True)
    if options["json"]:
        command.stdout.write(json.dumps([one.as_json() for one in found], indent=1))
    else:
        command.stdout.write(HEAD)
        for one in found:
            budget = f"{one.budget_ms:g}" if one.budget_ms else ""
            missed = "  missed" if one.is_missed else ""
            command.stdout.write(
                f"{one.name:<28}{one.cpu_ms:>9}{one.at_pace_ms:>9}{budget:>8}{one.worst_ms:>9}"
                + missed
            )
    if check and any(one.is_missed for one in found):
        sys.exit(1)
