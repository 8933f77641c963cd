"""`lizhi run`: the whole product on a laptop, with the example group in it."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lizhi.common import clock
from lizhi.config import prepare, processes
from lizhi.offboarding import definitions
from lizhi.people import example
from lizhi.people.models import Employment


class Command(BaseCommand):
    """Set up what is missing, start web and worker, print where to go."""

    help = "Run the product with the example group on this machine (a demo, not for production)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--bind", default="127.0.0.1:8000")

    def handle(self, *args: Any, bind: str, **options: Any) -> None:
        """Prepare, then live until stopped."""
        if settings.PRODUCTION:
            raise CommandError("`lizhi run` is the demo; production starts `lizhi web` and worker.")
        if why := processes.why_not_at(bind):
            raise CommandError(f"{why} (lizhi run --bind 127.0.0.1:8001)")
        prepare.everything()
        definitions.publish_shipped(at=clock.now())
        if not Employment.objects.exists():
            self.stdout.write("Bringing in the example group (1,200 people) …")
            example.load_example(clock.now())
        origin = f"http://{bind}"
        environment = {"LIZHI_DEMO": "true", "LIZHI_ORIGIN": origin, "PYTHONUNBUFFERED": "1"}
        environment["PATH"] = os.environ["PATH"]
        tree = processes.ProcessTree([processes.web_command(bind)], environment)
        if tree.answers(bind):  # the first page comes first
            self._welcome(origin)
            tree.add(processes.worker_command())
        raise SystemExit(tree.wait())

    def _welcome(self, origin: str) -> None:
        lines = (
            f"\n{settings.PRODUCT_NAME} · {settings.PRODUCT_LINE}",
            f"  One-click sign-in for every role   {origin}/demo/",
            f"  Where SMS and mail land            {origin}/demo/messages/",
            f"  Check a certificate                {origin}/v/",
            "  Ctrl+C stops everything.\n",
        )
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
