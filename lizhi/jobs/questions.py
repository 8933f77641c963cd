"""What a worker asks the outbox, prepared."""

from django.db.models import DateTimeField

from lizhi.common.prepared import Change, Prepared, given
from lizhi.jobs.models import Outbox

NOW = DateTimeField()

ROW_DONE = Change(
    lambda: Outbox.objects.filter(pk=given("pk"), lease=given("lease"), state=Outbox.State.PENDING),
    state=Outbox.State.DONE,
    done_at=given("now", NOW),
    last_error="",
)
"""Only by whoever holds the newest lease."""
FREE = Prepared(lambda: Outbox.objects.free(given("now", NOW))[:1])
LEASED = Change(
    lambda: Outbox.objects.filter(pk=given("pk"), lease=given("seen"), state=Outbox.State.PENDING),
    lease=given("lease"),
    attempts=given("attempts"),
    leased_until=given("until", NOW),
)
"""By one worker only: every lease, and every look of a person, counts the number on."""
