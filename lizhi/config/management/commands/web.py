"""`lizhi web`: serve pages and API."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lizhi.config import prepare, processes, production, tables


class Command(BaseCommand):
    """Serve pages and API with gunicorn; production must be complete."""

    help = "Serve pages and API. Refuses to start in production while something is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--bind", default="127.0.0.1:8000")

    def handle(self, *args: Any, bind: str, **options: Any) -> None:
        """Become gunicorn."""
        production.check()
        tables.check()
        prepare.folders()
        prepare.static_files()
        command = processes.web_command(bind)
        os.execve(command[0], command, {**processes.FRUGAL, **os.environ})  # noqa: S606  our own words
