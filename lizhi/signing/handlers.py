"""What the outbox asks of this room. A handler may run twice and be killed anywhere.

Only the job worker comes here: making a signature is heavy.
"""

from django.conf import settings

from lizhi.common import clock
from lizhi.common.prepared import Prepared, given
from lizhi.documents import actions as documents
from lizhi.documents import printing
from lizhi.documents.models import StoredFile
from lizhi.jobs.models import Outbox
from lizhi.notifications import actions as notifications
from lizhi.signing import actions, covers, originals, outside, posting
from lizhi.signing.actions import codes
from lizhi.signing.actions import outside as outside_of
from lizhi.signing.models import Actor, Envelope, EvidenceReport, OneTimeCode
from lizhi.signing.providers import get_provider, is_outside
from lizhi.signing.providers.builtin import making
from lizhi.signing.reports import making as reports

TRIES = 3
CODE = Prepared(lambda: OneTimeCode.objects.select_related("user").filter(pk=given("pk")))
ENVELOPE = Prepared(
    lambda: Envelope.objects.select_related("case", "paper__file__key").filter(pk=given("pk"))
)
ACTOR = Prepared(
    lambda: Actor.objects.select_related(
        "envelope__case", "envelope__paper__file__key", "user", "entity"
    ).filter(pk=given("pk"))
)
CODE_TEXT = (
    "【{product}】签《{paper}》{more}的验证码 {code}，{minutes} 分钟内有效，只能用来签{these}。"
    "谁打电话来要都别给。"
)


def dispatch(row: Outbox) -> None:
    """Hand a paper to its provider; killed anywhere, the next try finds what this one made."""
    envelope = _envelope(row)
    if envelope.state != Envelope.State.DRAFT:
        return
    before = is_outside(envelope.provider) and outside_of.asked(envelope, at=clock.now())
    spec = posting.spec_of(envelope, asked_before=before)
    provider = get_provider(envelope.provider)
    ref = provider.create(spec)
    provider.start(ref)
    places = {field.actor: field.page for field in spec.fields}
    pages = posting.page_count(spec)
    actions.started(envelope, ref=ref, pages=pages, places=places, at=clock.now())


def sign(row: Outbox) -> None:
    """Make the signature that was given; a paper that moved meanwhile is signed as it is now."""
    for attempt in range(TRIES):
        actor = _actor(row)
        if actor.state != Actor.State.GIVEN:
            return
        if is_outside(actor.envelope.provider):
            outside.seal(actor)
            return
        now = clock.now()
        new = making.make(actor, now)
        try:
            actions.signature_made(actor, new, key=f"outbox:{row.pk}", at=now)
        except actions.Moved:
            if attempt == TRIES - 1:
                raise
        else:
            return


def send_code(row: Outbox) -> None:
    """Text the digits to the signer's phone, once, and forget them."""
    code = CODE.get(pk=row.payload["code"])
    envelope, digits = _envelope(row), codes.digits_of(code)
    if digits is None:
        return
    reference = ""
    if clock.now() < code.expires_at:
        papers = row.payload.get("papers", 1)
        text = CODE_TEXT.format(
            product=settings.PRODUCT_NAME,
            paper=envelope.subject,
            more=f"等 {papers} 份" if papers > 1 else "",
            these=f"这 {papers} 份" if papers > 1 else "这一份",
            code=digits,
            minutes=settings.CODE_MINUTES,
        )
        message = notifications.send(
            key=f"signing-code:{code.pk}",
            channel="sms",
            address=code.user.phone,
            template="signing.code",
            text=text,
        )
        reference = message.ref or f"message:{message.pk}"
    actions.code_sent(code, envelope, message=reference, at=clock.now())


def make_cover(row: Outbox) -> None:
    """The sheet for whoever prints a paper: how to sign it by hand, where to send it."""
    actor = _actor(row)
    found = originals.alive(actor)
    if found is None or found.cover is not None:
        return
    now = clock.now()
    printed = printing.render("cover", covers.facts_of(found, now), at=now)
    file = documents.keep(
        printed.pdf,
        name=f"寄件说明-{actor.envelope.paper.number}.pdf",
        media_type="application/pdf",
        retention=StoredFile.Retention.PAPER,
    )
    actions.cover_made(found, file)


def expire(row: Outbox) -> None:
    """The time to sign is over, unless there has been more time since."""
    envelope = _envelope(row)
    now = clock.now()
    if envelope.expires_at <= now:
        actions.expire(envelope, at=now)


def make_report(row: Outbox) -> None:
    """Put the evidence of a signature together for whoever has asked."""
    report = EvidenceReport.objects.select_related(
        "reader", "envelope__case__entity", "envelope__case__employment__person"
    ).get(pk=row.payload["report"])
    if report.state == EvidenceReport.State.READY:
        return
    now = clock.now()
    made = reports.make(report, now)
    actions.report_made(report, pdf=made.pdf, data=made.data, at=now)


def _envelope(row: Outbox) -> Envelope:
    return ENVELOPE.get(pk=row.payload["envelope"])


def _actor(row: Outbox) -> Actor:
    return ACTOR.get(pk=row.payload["actor"])
