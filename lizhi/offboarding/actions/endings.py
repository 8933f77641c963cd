"""HR sees to it that no contract ends without anybody having decided."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.common import calendar
from lizhi.offboarding import endings
from lizhi.people import actions as people
from lizhi.people.models import ByHand, Employment
from lizhi.workflow import actions as workflow


@transaction.atomic
def remind_of_endings(staff: Sequence[Employment], *, by: User, at: dt.datetime) -> int:
    """The managers of those whose contract ends soon get one text each; how many it is about.

    Once a day for each of them, however often it is pressed; by night it waits for the morning.
    """
    people.check_in_hands(staff, by)
    keys = [one.pk for one in staff]
    # Whoever presses at the same moment waits here, and finds that it has been done.
    locked = list(Employment.objects.select_for_update().filter(pk__in=keys).values_list("pk"))
    found = endings.by_manager(staff, by, at) if locked else {}
    for boss, theirs in found.items():
        rows = ByHand.objects.bulk_create(
            ByHand(deed=ByHand.Deed.ENDING, by=by, employment=one, told=boss, created_at=at)
            for one in theirs
        )
        workflow.queue(
            endings.TOPIC,
            {"to": boss.pk, "by": by.pk, "people": [one.pk for one in theirs]},
            dedupe=f"endings:{rows[0].pk}",
            at=calendar.quiet(at),
        )
    return sum(len(theirs) for theirs in found.values())
