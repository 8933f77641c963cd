"""`lizhi prepare`: folders, tables, static files and the shipped process, before the start."""

from typing import Any

from django.core.management.base import BaseCommand

from lizhi.common import clock
from lizhi.config import prepare
from lizhi.offboarding import definitions


class Command(BaseCommand):
    """Bring an installation to the newest form. Safe to run again at every start."""

    help = "Migrate, collect static files, publish the shipped process."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it."""
        prepare.everything()
        definitions.publish_shipped(at=clock.now())
