"""`lizhi faces`: which face service is set up, whether it answers, and how many people it saw."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from lizhi.common import clock
from lizhi.identity import counted, faces
from lizhi.identity.faces import FaceRefuses, FaceSilent, Who

NOBODY = Who(order="0" * 32, name="", id_number="", return_url="")


class Command(BaseCommand):
    """Nobody's face is compared by it."""

    help = "The face check: its service, whether it answers, how many people (1: no answer)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The words of an administrator."""
        parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans")

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        """One line each."""
        with translation.override(language):
            count = {"people": counted.people(clock.now()), "alarm": settings.FACE_ALARM}
            self.stdout.write(_("%(people)s people so far; warned from %(alarm)s") % count)
            if not faces.name():
                self.stdout.write(_("No face service is set up (LIZHI_FACE_SERVICE)."))
                return
            self._ask(faces.get(faces.name()))

    def _ask(self, service: faces.FaceCheck) -> None:
        """For the result of a try that never was: who answers at all has taken our signature."""
        about = {"service": service.title}
        try:
            service.result(secrets.token_hex(16), NOBODY)
        except FaceSilent:
            self.stdout.write("✗ " + _("%(service)s does not answer.") % about)
            raise SystemExit(1) from None
        except FaceRefuses as error:
            words = _("%(service)s says %(code)s. It should say that it knows no such try.")
            self.stdout.write(words % {**about, "code": error.code})
        else:
            self.stdout.write("✓ " + _("%(service)s answers.") % about)
