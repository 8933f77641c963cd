"""`lizhi manage reference`: write the generated pages of docs/reference anew."""

from typing import Any

from django.core.management.base import BaseCommand

from lizhi.config import reference


class Command(BaseCommand):
    """Settings, events, flow and API as they stand in the code."""

    help = "Write docs/reference from the code."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Say which pages were stale."""
        for file in reference.write():
            self.stdout.write(f"written: {file.name}")
