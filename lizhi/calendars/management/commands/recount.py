"""After the working days of a year have been announced and loaded."""

from typing import Any

from django.core.management.base import BaseCommand

from lizhi.calendars.recounting import recount


class Command(BaseCommand):
    """`lizhi recount`: a release that brings a new year's days says when to call it."""

    help = "Count deadlines anew that were guessed over a year not announced yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many are certain now."""
        self.stdout.write(f"{recount()}")
