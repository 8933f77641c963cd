"""A signing service has called: keep what it says at once, act on it after."""

import datetime as dt
import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import CharField, F, OuterRef, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from lizhi.accounts.models import User
from lizhi.common import clock, encryption, rows
from lizhi.jobs import doing
from lizhi.jobs import rules as jobs
from lizhi.jobs.models import Outbox
from lizhi.signing.models import Envelope, Inbox, WrongCalls
from lizhi.signing.providers import ProviderEvent
from lizhi.workflow import actions as workflow

logger = logging.getLogger(__name__)
PLACE = "signing-inbox"
TOPIC = "signing.heard"
KIND, REF, BIZ_NO, ROLE = 40, 120, 64, 20


@transaction.atomic
def take_events(
    provider: str, events: Iterable[ProviderEvent], *, raw: bytes, at: dt.datetime
) -> int:
    """Keep what was called and leave it to the job worker; how many were new.

    A second copy changes nothing. What is unknown is kept too: the service need not call again.
    """
    return sum(_take(provider, event, raw, at) for event in events)


def _take(provider: str, event: ProviderEvent, raw: bytes, at: dt.datetime) -> bool:
    envelope = find_envelope(provider, event.ref, event.biz_no)
    row = Inbox(
        provider=provider,
        key=event.key,
        kind=event.kind[:KIND],
        ref=event.ref[:REF],
        biz_no=event.biz_no[:BIZ_NO],
        role=event.actor[:ROLE],
        envelope=envelope,
        body=encryption.seal(encryption.key_for(PLACE), raw, bound_to=f"{provider}:{event.key}"),
        happened_at=event.at,
        received_at=at,
        created_at=at,
    )
    if not rows.insert_unless_there([row]):
        return False
    workflow.queue(
        TOPIC,
        {"inbox": row.pk},
        dedupe=job_of(row),
        at=at,
        case=envelope.case if envelope else None,
    )
    return True


def find_envelope(provider: str, ref: str, biz_no: str) -> Envelope | None:
    """The one that this is about, by the service's name for it or by ours."""
    mine = Envelope.objects.filter(provider=provider).select_related("case")
    found = mine.filter(ref=ref).first() if ref else None
    return found or (mine.filter(biz_no=biz_no).first() if biz_no else None)


def job_of(row: Inbox) -> str:
    """Under what name the outbox holds what is done about it."""
    return f"inbox:{row.pk}"


def job_of_row(path: str) -> Combinable:
    """The same, for a query from inside one about calls; `path` leads to the key."""
    return Concat(Value("inbox:"), Cast(OuterRef(path), CharField()))


def hear_again(row: Inbox, *, by: User, at: dt.datetime) -> None:
    """An administrator has mended what was wrong: the service is asked from the beginning.

    Pressed twice, or after somebody else has, it changes nothing.
    """
    jobs.check_can_look_after_jobs(by)
    job = Outbox.objects.filter(dedupe=job_of(row)).first()
    if job:
        doing.try_again(job, at=at)


def body_of(row: Inbox) -> bytes:
    """The raw bytes again."""
    key = encryption.key_for(PLACE)
    return encryption.unseal(key, bytes(row.body), bound_to=f"{row.provider}:{row.key}")


@transaction.atomic
def count_wrong_call(provider: str, *, at: dt.datetime) -> None:
    """Somebody called in the name of this service and was not it: an administrator sees how often.

    One row a day, however often: whoever calls cannot fill the disk.
    """
    day = clock.local(at).date()
    row = WrongCalls(provider=provider, day=day, times=1, last_at=at)
    if not rows.insert_unless_there([row]):
        mine = WrongCalls.objects.filter(provider=provider, day=day)
        mine.update(times=F("times") + 1, last_at=at)
    logger.warning("a call in the name of the signing service %s had a wrong signature", provider)


def settled(row: Inbox, state: Inbox.State, envelope: Envelope | None) -> None:
    """What has become of it."""
    row.state, row.envelope = state, envelope
    rows.update(row, "state", "envelope")
