"""`lizhi demo --out DIR`: one whole case without a person."""

import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from lizhi.config.demo import checks, keeping, stage, story
from lizhi.config.demo.people import leaver_and_receiver

INSIDE = "LIZHI_DEMO_STAGE"


class Command(BaseCommand):
    """Start a server of its own, play one resignation over HTTP, check everything it leaves."""

    help = "Play one whole resignation over HTTP on a fresh installation in DIR and check it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where everything goes."""
        parser.add_argument("--out", required=True, type=Path, metavar="DIR")

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        """Once outside, to put the settings in place; once inside, to play."""
        folder = out.resolve()
        if INSIDE not in os.environ:
            self._enter(folder)
        self._play(folder)

    def _enter(self, folder: Path) -> None:
        home = folder / "installation"
        try:
            home.mkdir(parents=True)
        except FileExistsError:
            sys.exit(f"{home} exists already. Please choose an empty folder, or remove it.")
        except OSError:  # a plain file, or a place that is not ours
            sys.exit(f"Nothing can be written in {folder}. Please choose a folder.")
        port = stage.free_port()
        stage.Stage("", home / "clock").set(story.APPLIES)
        settings_of_stage = {**stage.environment(folder, port), INSIDE: str(port)}
        os.environ.update(settings_of_stage)
        command = [sys.executable, "-m", "lizhi", "demo", "--out", str(folder)]
        os.execv(sys.executable, command)  # noqa: S606  our own words

    def _play(self, folder: Path) -> None:
        began = time.monotonic()
        port = int(os.environ[INSIDE])
        stage.furnish()
        tree = stage.open_house(port)
        try:
            place = stage.Stage(settings.ORIGIN, folder / "installation" / "clock")
            case, who = story.play(place, *leaver_and_receiver())
            papers = keeping.papers(case, folder)
            root = keeping.root(folder)
            keeping.package(case, folder)
            keeping.case_file(case, folder)
            results = checks.all_of(case, folder, papers, root, who.of("verifier"))
        finally:
            tree.stop()
        seconds = time.monotonic() - began
        keeping.summary(case, folder, who.visitors, results, seconds)
        self._tell(results, seconds, folder)

    def _tell(self, results: dict[str, bool], seconds: float, folder: Path) -> None:
        for name, holds in results.items():
            self.stdout.write(f"{'ok  ' if holds else 'FAIL'} {name}")
        self.stdout.write(f"{seconds:.1f} s, everything in {folder}")
        if not all(results.values()):
            raise SystemExit(1)
