"""An agreement is signed anew: its day is another one now, or HR sends it once more."""

import datetime as dt
from collections.abc import Iterable

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Event, Paper
from lizhi.common import clock
from lizhi.offboarding import agreements, four_dates
from lizhi.signing import actions as signing
from lizhi.signing import kinds
from lizhi.signing.models import Envelope
from lizhi.workflow import actions as workflow

FOLLOWS = "agreement_follows"
"""In the case's data, as `follows` says."""
SIGNED = ("agreement_signed", "signed_day")
OUT = "agreement_out"
"""In the case's data: one waits for the employee beside the flow, sent anew or with more time."""


def follow_new_day(case: Case, *, by: User | None, at: dt.datetime) -> None:
    """What names another day is called back, and a new one goes out; nothing else waits for it.

    One that was declined or has run out stays as it ended: HR may send it anew. Where both have
    signed that a new one follows the one that is void, this is the word for which it waited.
    """
    envelope = agreements.of(case)
    if envelope is None or envelope.state not in {*Envelope.OPEN, Envelope.State.COMPLETED}:
        if is_out(case) or follows(case):
            ask(case, by=by, at=at)
        return
    if not agreements.fits(case, envelope.paper, today=clock.local(at).date()):
        if envelope.state in Envelope.OPEN:
            signing.revoke(envelope, at=at, by=by, reason="other_day")
        ask(case, by=by, at=at)
        if run := workflow.open_run(case, "seal_agreement"):
            workflow.close_run(run, outcome="sent_again", by=None, at=at)


def follows(case: Case) -> bool:
    """Both have signed that the last one is void and that a new one follows; none has gone out."""
    return bool(case.data.get(FOLLOWS))


def is_out(case: Case) -> bool:
    """Sent anew or about to be, or given more time than its step; neither signed nor ended."""
    return bool(case.data.get(OUT))


def ask(case: Case, *, by: User | None, at: dt.datetime) -> None:
    """The worker prints a new one and sends it; what was signed before counts no more."""
    for voiding in case.envelopes.open().filter(purpose=agreements.VOIDING):
        signing.revoke(voiding, at=at, by=by, reason="other_day")
    case.refresh_from_db(fields=["data"])
    gone = {*SIGNED, FOLLOWS, "agreement_voided"}
    kept = {name: value for name, value in case.data.items() if name not in gone}
    case.data = {**kept, OUT: True}
    case.save(update_fields=["data"])
    workflow.queue(
        "agreements.renew",
        {"case": case.pk, "by": by.pk if by else None},
        dedupe=f"case:{case.pk}:agreement:{at:%Y%m%d%H%M%S%f}",
        at=at,
        case=case,
    )


def stays_out(case: Case) -> None:
    """Its step in the flow is over, and the employee was given more time than that."""
    case.data = {**case.data, OUT: True}
    case.save(update_fields=["data"])


def more_time(events: Iterable[Event]) -> dt.datetime | None:
    """Until when HR has given time to sign the newest one, from the events of its case."""
    until = None
    for event in events:
        if event.kind == kinds.SIGNATURE_EXTENDED:
            until = dt.datetime.fromisoformat(event.facts["until"])
        elif event.kind == "agreement_sent_again":
            until = None
    return until


def over(case: Case) -> None:
    """The one beside the flow has been signed or has ended."""
    if is_out(case):
        case.data = {name: value for name, value in case.data.items() if name != OUT}
        case.save(update_fields=["data"])


def send(case: Case, paper: Paper, *, by: User | None, at: dt.datetime) -> None:
    """It goes out in the place of all earlier ones that were never issued."""
    drafts = case.papers.filter(kind=Paper.Kind.AGREEMENT, state=Paper.State.DRAFT)
    for old in drafts.exclude(pk=paper.pk):
        cases.replace(old, paper, at)
    agreements.send(case, paper, at=at)
    cases.record(
        case,
        "agreement_sent_again",
        by=by,
        at=at,
        paper=paper.number,
        day=(agreements.day_of(paper) or four_dates.meant_end(case)).isoformat(),
    )
