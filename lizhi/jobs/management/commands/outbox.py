"""What the machine could not do, for whoever looks after it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from lizhi.common import clock
from lizhi.jobs import doing
from lizhi.jobs.models import Outbox


class Command(BaseCommand):
    """`lizhi outbox` lists what has failed; `--again` tries all of it once more."""

    help = "List what the outbox gave up; --again starts it anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One flag."""
        parser.add_argument("--again", action="store_true", help="try everything once more")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a row: number, topic, case, tries, kind of error. No person's data."""
        for row in Outbox.objects.filter(state=Outbox.State.FAILED).select_related("case"):
            case = row.case.number if row.case else "-"
            self.stdout.write(f"{row.pk} {row.topic} {case} {row.attempts} {row.last_error}")
            if options["again"]:
                doing.try_again(row, at=clock.now())
