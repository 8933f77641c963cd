"""The substitute hears that he is one, and when it is over early."""

from django.conf import settings

from lizhi.common import calendar, clock, wording
from lizhi.jobs.models import Outbox
from lizhi.notifications import actions as notifications
from lizhi.people.models import Absence
from lizhi.workflow import actions as workflow

TOPIC = "absences.tell"
TEXTS = {
    "entered": "{name}{first}到{last}不在，这几天离职上等{name}办的事请您代办，来了会发短信给您。",
    "ended": "{name}不用您代办了。已经转给您、还没办的，{name}会自己拿回去，没拿走的仍请您办。",
}


def deliver(row: Outbox) -> None:
    """One text; never by night, and none about an entry that is over by then."""
    now = clock.now()
    if (morning := calendar.quiet(now)) > now:
        again = f"{row.dedupe.partition('@')[0]}@{morning:%Y%m%d}"
        workflow.queue(row.topic, row.payload, dedupe=again, at=morning)
        return
    absence = Absence.objects.select_related("user", "substitute").get(pk=row.payload["absence"])
    what = row.payload["what"]
    if what == "entered" and absence.ended_at is not None:
        return
    days = {
        "first": wording.day(absence.first_day, "short"),
        "last": wording.day(absence.last_day, "short"),
    }
    text = TEXTS[what].format(name=absence.user.name, **days)
    notifications.send(
        key=row.dedupe.partition("@")[0],
        channel="sms",
        address=absence.substitute.phone,
        template=f"{TOPIC}.{what}",
        text=f"【{settings.PRODUCT_NAME}】{text}",
    )
