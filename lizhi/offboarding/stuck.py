"""A step that the machine could not do, a certificate that is late: who knows, and since when."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Event
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import AlreadyDone
from lizhi.jobs.models import Outbox
from lizhi.offboarding import rules, ways
from lizhi.offboarding.models import Duty

TOPIC = "workflow.step"
HOLDS_UP = frozenset(
    {TOPIC, "papers.issue", "signing.fetch", "signing.heard", "signing.look"}
    | {"signing.dispatch", "signing.finish", "signing.door", "signing.extend"}
    | {"voiding.print", "voiding.seal"}
)
"""What of the machine's work a person waits for: HR hears of it when it does not go on."""
ROWS = Prepared(
    lambda: Outbox.objects.filter(
        case=given("case"), topic=TOPIC, state=Outbox.State.FAILED
    ).order_by("pk")
)
FAILED = Prepared(
    lambda: Outbox.objects.filter(
        case=given("case"), topic__in=sorted(HOLDS_UP), state=Outbox.State.FAILED
    ).order_by("pk")
)
TOLD = Prepared(
    lambda: (
        Event.objects.filter(case=given("case"), kind="job_failed")
        .filter(facts__topic__in=sorted(HOLDS_UP))
        .order_by("-seq")[:1]
    )
)
"""HR hears of no other failure: a text that did not go out tells nobody of the certificate."""
CERTIFICATE = Prepared(
    lambda: Duty.objects.filter(case=given("case"), kind=Duty.Kind.CERTIFICATE, done_on=None)[:1]
)


@dataclass(frozen=True)
class Stuck:
    """Since when the machine does not get on, and what it lacks, where it knows."""

    since: dt.datetime
    lacks: str


def of(case: Case) -> Stuck | None:
    """What HR has to put right before the machine goes on by itself."""
    if not FAILED.all(case=case.pk):
        return None
    last = TOLD.first(case=case.pk)
    return Stuck(last.happened_at, last.facts.get("why", "")) if last else None


def check_can_try_again(case: Case, user: User) -> list[Outbox]:
    """HR of the branch, who has put right what was missing: everything that has stopped."""
    rules.check_is_hr(case, user)
    rows = FAILED.all(case=case.pk)
    if not rows:
        raise AlreadyDone(_("The machine has gone on already."))
    return rows


@dataclass(frozen=True)
class Overdue:
    """The certificate was due on a day that has passed; who of the company knows since when."""

    told_hr: dt.datetime | None
    told_head: dt.datetime | None


def certificate(case: Case, *, issued: bool, today: dt.date) -> Overdue | None:
    """Late from the day after the contract has ended (劳动合同法 50); None while it is not."""
    if issued or case.status != Case.Status.RUNNING or case.contract_end >= today:
        return None
    if not ways.is_certain(case):
        return None
    duty, last = CERTIFICATE.first(case=case.pk), TOLD.first(case=case.pk)
    told = [duty.raised_at if duty else None, last.happened_at if last else None]
    known = [moment for moment in told if moment is not None]
    return Overdue(min(known, default=None), duty.raised_higher_at if duty else None)
