"""`lizhi sign check` says whether a signing service works: keys, clock, line, roots, seals."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from lizhi.common import clock
from lizhi.signing.providers import get_provider, is_outside

HELP = "whether a signing service works (0: it does, 1: it does not)"


def add_arguments(parser: ArgumentParser) -> None:
    """Which one; else the one of the settings."""
    parser.add_argument("provider", nargs="?", default=settings.SIGNING_PROVIDER)


def handle(command: BaseCommand, *, provider: str, **options: Any) -> None:
    """In words for an administrator."""
    if provider not in settings.SIGNING_PROVIDERS:
        known = ", ".join(settings.SIGNING_PROVIDERS)
        words = _("There is no service %(name)s. Known: %(known)s.")
        raise CommandError(words % {"name": provider, "known": known})
    findings = get_provider(provider).check()
    if settings.SEAL_KEYS and not is_outside(provider):
        look = import_string(
            "lizhi.signing.holders.checking.findings"
        )  # loads what reads signatures
        findings += look(clock.now())
    for finding in findings:
        command.stdout.write(f"{'✓' if finding.good else '✗'} {finding.words}")
    if not all(finding.good for finding in findings):
        raise SystemExit(1)
