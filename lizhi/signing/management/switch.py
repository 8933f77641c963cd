"""`lizhi sign switch` lets another signing service take over a paper that is out for signature."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.signing import actions
from lizhi.signing.models import Envelope

HELP = "the same paper by another service"


def add_arguments(parser: ArgumentParser) -> None:
    """Which paper, and who takes it."""
    parser.add_argument("envelope", help="its number, as the story of the case names it")
    parser.add_argument("to", help="one of the services in the settings")


def handle(command: BaseCommand, *, envelope: str, to: str, **options: Any) -> None:
    """The number of the new envelope is the answer."""
    found = Envelope.objects.select_related("case", "paper__file").filter(biz_no=envelope).first()
    if found is None:
        raise CommandError(_("There is no envelope %(number)s.") % {"number": envelope})
    now, key = clock.now(), f"switch:{found.pk}:{to}"
    try:
        new = actions.switch_provider(found, to=to, by=None, at=now, key=key)
    except Refused as refused:
        raise CommandError(str(refused.reason)) from None
    command.stdout.write(new.biz_no)
