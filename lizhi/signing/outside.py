"""What the outbox asks of services outside the house. Each may run twice and be killed anywhere.

Questions go out before a transaction begins; what they bring is written under the case's lock.
"""

import datetime as dt

from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents.models import StoredFile
from lizhi.jobs.models import Outbox
from lizhi.signing import doubts, posting, returned
from lizhi.signing.actions import doors, inbox, returning, service_reports
from lizhi.signing.actions import outside as actions
from lizhi.signing.models import Actor, Door, Envelope, Inbox, Outside
from lizhi.signing.providers import Client, Field, State, Status, get_provider
from lizhi.signing.providers.failing import Doubtful, ServiceSilent, WrongState
from lizhi.signing.providers.wire import NoPaper

ACTED_ON = frozenset(
    {
        *("actor.signed", "actor.declined", "actor.failed", "actor.delegated"),
        *("envelope.completed", "envelope.declined", "envelope.revoked", "envelope.expired"),
        *("envelope.voided", "envelope.ended"),
    }
)
CLAIMS = {
    "envelope.completed": {State.COMPLETED, State.VOIDING, State.VOIDED},
    "envelope.declined": {State.DECLINED},
    "envelope.revoked": {State.REVOKED, State.VOIDED},
    "envelope.expired": {State.EXPIRED},
}
"""What the service must say when it is asked, if its call was true."""
UNSETTLED = frozenset({Inbox.State.RECEIVED, Inbox.State.NEEDS_REVIEW})
"""Somebody may have looked meanwhile, and has it tried again."""
EARLY_TRIES, LAGGING_TRIES = 4, 5
FIRST = dt.timedelta(minutes=15)
LONGEST = dt.timedelta(hours=12)


def next_look(looks: int) -> dt.timedelta:
    """How long to wait before the next look: a quarter of an hour, then twice as long each time."""
    doubled: int = 2 ** min(looks, 10)
    return min(FIRST * doubled, LONGEST)


def heard(row: Outbox) -> None:
    """Somebody called: ask the service itself, and act on what it says then.

    So the order of calls, and how often they come, is all the same.
    """
    called = Inbox.objects.get(pk=row.payload["inbox"])
    if called.state not in UNSETTLED:
        return
    envelope = inbox.find_envelope(called.provider, called.ref, called.biz_no)
    if envelope is None or not envelope.ref:
        if row.attempts < EARLY_TRIES:  # it may speak before we have noted what it made
            raise ServiceSilent("not ours, or not yet")
        inbox.settled(called, Inbox.State.IGNORED, envelope)
        return
    if called.kind == "evidence.ready":
        actions.queue(envelope, "service_report", at=clock.now(), mark=f":{called.pk}")
    if called.kind not in ACTED_ON:
        inbox.settled(called, Inbox.State.IGNORED, envelope)
        return
    try:
        status = _looked(envelope)
        if called.kind == "envelope.voided":
            _nobody_here_asked(envelope)
        _compare(called, status, row)
    except Doubtful:
        inbox.settled(called, Inbox.State.NEEDS_REVIEW, envelope)
        raise
    inbox.settled(called, Inbox.State.APPLIED, envelope)


def _compare(called: Inbox, status: Status, row: Outbox) -> None:
    """A call that was never true; one that only came early is asked about again."""
    claims = CLAIMS.get(called.kind)
    signed = called.kind == "actor.signed" and called.role
    is_so = status.state in claims if claims else True
    if signed:
        is_so = status.actors.get(called.role) in {"signed", None}
    if is_so:
        return
    if row.attempts < LAGGING_TRIES:
        raise ServiceSilent("it says otherwise when asked")
    envelope = Envelope.objects.select_related("case").get(ref=called.ref, provider=called.provider)
    actions.doubt(envelope, "said_but_not_so", at=clock.now())
    raise _doubtful("said_but_not_so")


def _nobody_here_asked(envelope: Envelope) -> None:
    """The service says that it is void there: only a paper of ours voids one, so somebody looks.

    Not every service says so when it is asked (e签宝's states know of none): the call is enough.
    """
    envelope.refresh_from_db(fields=["state"])
    if actions.may_be_valid(envelope):
        actions.doubt(envelope, "voided_there", at=clock.now())
        raise _doubtful("voided_there")


def look(row: Outbox) -> None:
    """Nobody has called for a while: ask how far it is; and again, later each time, while open."""
    envelope = _envelope(row)
    if envelope.state not in Envelope.OPEN or not envelope.ref:
        return
    try:
        _looked(envelope)
    finally:
        if not row.payload.get("once"):
            queue_look(envelope, clock.now())


def queue_look(envelope: Envelope, now: dt.datetime) -> None:
    """The next one, unless it has ended."""
    envelope.refresh_from_db(fields=["state"])
    outside = Outside.objects.filter(envelope=envelope).first()
    if envelope.state in Envelope.OPEN and outside:
        at = now + next_look(outside.looks)
        actions.queue(envelope, "look", at=at, mark=f":{int(at.timestamp())}")


def _looked(envelope: Envelope) -> Status:
    status = get_provider(envelope.provider).status(envelope.ref)
    if code := actions.told(envelope, status, at=clock.now()):
        raise _doubtful(code)
    return status


def _doubtful(code: str) -> Doubtful:
    return Doubtful(code, doubts.words(code))


def fetch(row: Outbox) -> None:
    """The service says that all have signed: its file is fetched, and looked through by us."""
    envelope = _envelope(row)
    if envelope.state != Envelope.State.ALL_SIGNED:
        return
    now = clock.now()
    try:
        files = get_provider(envelope.provider).documents(envelope.ref)
        found = returned.look(envelope, files, at=now)
    except NoPaper as error:
        _doubt(envelope, "no_paper", why=str(error))
    except returned.NotThisPaper as error:
        _doubt(envelope, error.code, **error.findings)
    except WrongState:
        raise ServiceSilent("not complete there yet") from None
    else:
        returning.completed(envelope, found, key=f"outbox:{row.pk}", at=now)


def _doubt(envelope: Envelope, code: str, **findings: object) -> None:
    actions.doubt(envelope, code, at=clock.now(), **findings)
    raise _doubtful(code) from None


def seal(actor: Actor) -> None:
    """The company has consented: the seal that waited at the service is let go."""
    envelope = actor.envelope
    spec = posting.spec_of(envelope)
    mine = next(one for one in spec.actors if one.id == actor.role)
    fields: list[Field] = [field for field in spec.fields if field.actor == actor.role]
    get_provider(envelope.provider).let_seal(envelope.ref, mine, fields)
    now = clock.now()
    actions.seal_let_go(envelope, at=now)
    later = now + dt.timedelta(minutes=1)
    actions.queue(envelope, "look", at=later, mark=f":sealed:{actor.pk}", once=True)


def finish(row: Outbox) -> None:
    """Everybody has signed there, and the service waits to be told that this is all."""
    envelope = _envelope(row)
    if envelope.state != Envelope.State.ALL_SIGNED:
        return
    get_provider(envelope.provider).finish(envelope.ref)
    later = clock.now() + dt.timedelta(minutes=1)
    actions.queue(envelope, "look", at=later, mark=":finished", once=True)


def door(row: Outbox) -> None:
    """Where a signer signs; fetched ahead of time, so that no page waits for another firm."""
    actor = Actor.objects.select_related("envelope__case", "user").get(pk=row.payload["actor"])
    envelope = actor.envelope
    if envelope.state not in Envelope.OPEN or actor.state != Actor.State.ASKED:
        return
    if doors.is_open(actor, clock.now()):
        return
    with_phone = Client(account=actor.user.phone if actor.user else "")
    link = get_provider(envelope.provider).signer_link(
        envelope.ref, actor.role, with_phone, posting.return_url(envelope)
    )
    doors.door_found(actor, link, at=clock.now())


def call_back(row: Outbox) -> None:
    """It has ended here, so nobody may sign it there any more; nor open the door to it."""
    envelope = _envelope(row)
    Door.objects.filter(actor__envelope=envelope).delete()
    if not envelope.ref:
        return
    try:
        get_provider(envelope.provider).revoke(envelope.ref, REVOKED)
    except WrongState:
        _looked(envelope)


REVOKED = "公司已撤回，无需签署"


def extend(row: Outbox) -> None:
    """There is more time here, so there has to be more time there."""
    envelope = _envelope(row)
    if envelope.state not in Envelope.OPEN or not envelope.ref:
        return
    try:
        get_provider(envelope.provider).extend(envelope.ref, envelope.expires_at)
    except WrongState:
        _doubt(envelope, "not_extended")


def service_report(row: Outbox) -> None:
    """The service's own record of how it was signed, where it gives one."""
    envelope = _envelope(row)
    provider = get_provider(envelope.provider)
    outside = Outside.objects.get(envelope=envelope)
    if outside.report_id or "evidence" not in provider.capabilities():
        return
    kept = documents.keep(
        provider.evidence(envelope.ref),
        name=f"{envelope.biz_no}-{envelope.provider}.pdf",
        media_type="application/pdf",
        retention=StoredFile.Retention.PAPER,
    )
    service_reports.kept(envelope, kept, at=clock.now())


def _envelope(row: Outbox) -> Envelope:
    found = Envelope.objects.select_related("case", "paper__file__key", "outside")
    return found.get(pk=row.payload["envelope"])


__all__ = [
    "call_back",
    "door",
    "extend",
    "fetch",
    "finish",
    "heard",
    "look",
    "seal",
    "service_report",
]
