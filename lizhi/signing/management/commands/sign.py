"""`lizhi sign …`: what whoever runs the installation asks of the room of signing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.module_loading import import_string

SUBCOMMANDS = {
    "bench": "lizhi.signing.management.bench",
    "check": "lizhi.signing.management.check",
    "switch": "lizhi.signing.management.switch",
}
"""Each is a module with `HELP`, `add_arguments(parser)` and `handle(command, **options)`."""


class Command(BaseCommand):
    """One word more says what."""

    help = "Look after signatures: " + ", ".join(SUBCOMMANDS)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Each subcommand brings its own."""
        parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans")
        words = parser.add_subparsers(dest="word", required=True)
        for word, place in SUBCOMMANDS.items():
            module = import_string(f"{place}.add_arguments")
            module(words.add_parser(word, help=import_string(f"{place}.HELP")))

    def handle(self, *args: Any, word: str, language: str, **options: Any) -> None:
        """Hand on to the one that was named."""
        with translation.override(language):
            import_string(f"{SUBCOMMANDS[word]}.handle")(self, **options)
