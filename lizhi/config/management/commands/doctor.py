"""Whether all that must be true of the data is true."""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from lizhi.common import clock
from lizhi.config import doctor


class Command(BaseCommand):
    """`lizhi doctor` names every broken row; 0 when there is none, else 1. Nothing is changed."""

    help = "Name every row of which something that must be true is not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which checks, and how it is told."""
        parser.add_argument("checks", nargs="*", choices=[[], *doctor.CHECKS], default=[])
        parser.add_argument("--json", action="store_true", help="one object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a row: table, row, case, what is wrong. No person's data."""
        found = 0
        for name in options["checks"] or doctor.CHECKS:
            for row in doctor.examine(clock.now() - doctor.DAY, name):
                found += 1
                line = json.dumps({"check": name, **asdict(row)}, ensure_ascii=False)
                self.stdout.write(line if options["json"] else f"{name}: {row}")
        if found:
            sys.exit(1)
