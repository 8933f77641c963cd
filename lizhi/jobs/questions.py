"""What a worker asks the outbox, prepared."""

from django.db.models import DateTimeField

from lizhi.common.prepared import Change, Prepared, given
from lizhi.jobs.models import Outbox, Pause
from lizhi.jobs.topics import LEAVE_THE_HOUSE

NOW = DateTimeField()

ROW_DONE = Change(
    lambda: Outbox.objects.filter(pk=given("pk"), lease=given("lease"), state=Outbox.State.PENDING),
    state=Outbox.State.DONE,
    done_at=given("now", NOW),
    last_error="",
)
"""Only by whoever holds the newest lease."""
FREE = Prepared(lambda: Outbox.objects.free(given("now", NOW), given("latest", NOW))[:1])
FREE_INSIDE = Prepared(
    lambda: Outbox.objects.free(given("now", NOW), given("latest", NOW)).exclude(
        topic__in=LEAVE_THE_HOUSE
    )[:1]
)
"""The same, while somebody has paused what leaves the house."""
PAUSED = Prepared(lambda: Pause.objects.filter(is_on=True).select_related("by")[:1])
LEASED = Change(
    lambda: Outbox.objects.filter(pk=given("pk"), lease=given("seen"), state=Outbox.State.PENDING),
    lease=given("lease"),
    attempts=given("attempts"),
    leased_until=given("until", NOW),
    held_by=given("holder"),
)
"""By one worker only: every lease, and every look of a person, counts the number on."""
STILL_MINE = (Outbox.State.PENDING, Outbox.State.OFF)
HELD = Prepared(
    lambda: (
        Outbox.objects.select_for_update()
        .filter(pk=given("pk"), lease=given("lease"), state__in=STILL_MINE)
        .only("pk")
    )
)
"""Whether a lease is still the newest; until the transaction ends nobody gives another one.

An action that ends the case turns off what the case had in the outbox, the row in hand as well,
and goes on; what somebody has given up is lost."""
FREE_TO_RENEW = Prepared(
    lambda: (
        Outbox.objects.select_for_update(skip_locked=True)
        .filter(pk=given("pk"), lease=given("lease"), state=Outbox.State.PENDING)
        .exclude(leased_until=None)
        .only("pk")
    )
)
"""By its holder. One that was taken from it as from a dead one is not taken back."""
