"""`lizhi admin …`: what only somebody at the machine may do."""

import re
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from lizhi.accounts import actions
from lizhi.accounts.models import User
from lizhi.common import clock

SCOPE = re.compile(r"[a-z]+:(read|write)")


class Command(BaseCommand):
    """`lizhi admin invite PHONE` lets the first administrator in."""

    help = "Invite an administrator, or make a token for a program."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word for what to do, then its own words."""
        commands = parser.add_subparsers(dest="command", required=True)
        invite = commands.add_parser("invite", help="print a one-time link for this number")
        invite.add_argument("phone", metavar="PHONE", help="11 digits, for instance 13800002046")
        token = commands.add_parser("token", help="print a token that acts for this person")
        token.add_argument("phone", metavar="PHONE")
        token.add_argument("--name", required=True, help="which program it is for")
        token.add_argument("--scope", action="append", required=True, metavar="ROOM:read|write")
        token.add_argument("--days", type=int, help="how long it lives; until revoked without it")

    def handle(self, *args: Any, command: str, phone: str, **options: Any) -> None:
        """Print the link or the token; neither can be shown again."""
        if command == "token":
            self.stdout.write(self._token(phone, **options))
            return
        try:
            token = actions.invite(phone, clock.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(settings.ORIGIN + reverse("accounts:invitation", args=[token]))

    def _token(
        self, phone: str, *, name: str, scope: list[str], days: int | None, **options: Any
    ) -> str:
        user = User.objects.by_phone(phone)
        if user is None:
            raise CommandError("Nobody signs in with this number.")
        if wrong := [one for one in scope if not SCOPE.fullmatch(one)]:
            raise CommandError(f"Not a scope: {', '.join(wrong)} (for instance cases:read)")
        return actions.make_token(user, name=name, scopes=scope, at=clock.now(), days=days)
