"""`lizhi manage translations`: compile the Chinese of all rooms; `--missing` lists the gaps."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lizhi.config import catalogues


class Command(BaseCommand):
    """Compile all catalogues, or say which sentences no catalogue knows."""

    help = "Compile the catalogues of all rooms, or list the sentences that have no Chinese."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--missing` changes nothing and ends with 1 when something is missing."""
        parser.add_argument("--missing", action="store_true")

    def handle(self, *args: Any, missing: bool, **options: Any) -> None:
        """Print what was written, or what is missing."""
        if not missing:
            for path in catalogues.compile_all():
                self.stdout.write(str(path))
            return
        gaps = [str(sentence) for sentence in catalogues.missing()]
        gaps += catalogues.contradictions()
        for gap in gaps:
            self.stdout.write(gap)
        if gaps:
            raise SystemExit(1)
