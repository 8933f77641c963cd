"""`lizhi admin …`: what only somebody at the machine may do."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from lizhi.accounts import actions
from lizhi.common import clock


class Command(BaseCommand):
    """`lizhi admin invite PHONE` lets the first administrator in."""

    help = "Invite an administrator: prints a link that works once, within 24 hours."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word for what to do, then its own words."""
        commands = parser.add_subparsers(dest="command", required=True)
        invite = commands.add_parser("invite", help="print a one-time link for this number")
        invite.add_argument("phone", metavar="PHONE", help="11 digits, for instance 13800002046")

    def handle(self, *args: Any, phone: str, **options: Any) -> None:
        """Only `invite` so far."""
        try:
            token = actions.invite(phone, clock.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(settings.ORIGIN + reverse("accounts:invitation", args=[token]))
