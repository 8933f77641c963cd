"""Send a paper for signature, remind, and give more time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import rows
from lizhi.common.prepared import Change, Prepared, given, read_again
from lizhi.common.refusals import Refused
from lizhi.people.models import LegalEntity
from lizhi.signing import kinds, rules
from lizhi.signing.models import Actor, Envelope
from lizhi.signing.providers import is_outside, level_of
from lizhi.workflow import actions as workflow

NOT_SIGNED = Prepared(
    lambda: Actor.objects.filter(envelope=given("envelope")).exclude(state=Actor.State.SIGNED)
)
ASK = Change(
    lambda: Actor.objects.filter(
        envelope=given("envelope"), order=given("order"), state=Actor.State.WAITING
    ),
    state=Actor.State.ASKED,
)


@dataclass(frozen=True)
class NewActor:
    """Somebody who is asked: a person, or a company for its seal. Lower orders come first."""

    role: str
    """The name of the signature field in the paper."""
    user: User | None = None
    entity: LegalEntity | None = None
    order: int = 1


@transaction.atomic
def send(
    *,
    case: Case,
    paper: Paper,
    purpose: str,
    actors: Sequence[NewActor],
    expires_at: dt.datetime,
    at: dt.datetime,
    subject: str,
    provider: str = "",
    voids: Envelope | None = None,
) -> Envelope:
    """The paper goes out for signature; after `expires_at` nobody can sign it any more.

    Once it is complete, `voids` holds no more. The provider, by the settings where none is named,
    hears of it from the job worker. Sent again while it is out: the same envelope.
    """
    workflow.lock(case)
    if known := _out(case, paper, purpose):
        return known
    provider = provider or settings.SIGNING_PROVIDER
    envelope = Envelope(
        biz_no=f"{paper.number}-{Envelope.objects.filter(paper=paper).count() + 1}",
        case=case,
        paper=paper,
        purpose=purpose,
        provider=provider,
        level=level_of(provider),
        subject=subject,
        expires_at=expires_at,
        voids=voids,
        created_at=at,
    )
    rows.insert([envelope])
    rows.insert([_actor(envelope, new, at) for new in actors])
    _queue(envelope, "dispatch", at=at)
    _queue_expiry(envelope)
    _record_sent(envelope, [new.role for new in actors])
    return envelope


def _record_sent(envelope: Envelope, roles: list[str]) -> None:
    cases.record(
        envelope.case,
        kinds.SIGNATURE_REQUESTED,
        by=None,
        at=envelope.created_at,
        envelope=envelope.biz_no,
        purpose=envelope.purpose,
        paper=envelope.paper.number,
        roles=roles,
        until=envelope.expires_at,
    )


def _out(case: Case, paper: Paper, purpose: str) -> Envelope | None:
    """This very paper is out already; another one for the same purpose has to end first."""
    known = Envelope.objects.open().filter(case=case, purpose=purpose).first()
    if known and known.paper_id != paper.pk:
        raise Refused(_("Another paper for this is still out for signature."))
    return known


@transaction.atomic
def started(
    envelope: Envelope, *, ref: str, pages: int, places: Mapping[str, int], at: dt.datetime
) -> None:
    """The provider has it: whoever is first in order may sign now. Told twice, it changes nothing.

    `places` says on which page each role's field stands.
    """
    workflow.lock(envelope.case)
    read_again(envelope, "state")
    if envelope.state != Envelope.State.DRAFT:
        return
    envelope.state, envelope.ref, envelope.pages = Envelope.State.SIGNING, ref, pages
    rows.update(envelope, "state", "ref", "pages")
    for actor in envelope.actors.all():
        actor.page = places.get(actor.role, 0)
        rows.update(actor, "page")
    ask_next(envelope)
    if is_outside(envelope.provider):
        _queue(envelope, "look", at=at + FIRST_LOOK)
        for actor in envelope.actors.filter(state=Actor.State.ASKED, kind=Actor.Kind.PERSON):
            _queue_door(actor, at=at)


def ask_next(envelope: Envelope) -> bool:
    """Ask everybody of the lowest order that is waiting, unless somebody is asked already.

    False when nobody is left: everybody has signed.
    """
    left = NOT_SIGNED.all(envelope=envelope.pk)
    if left and all(actor.state == Actor.State.WAITING for actor in left):
        ASK.make(envelope=envelope.pk, order=min(actor.order for actor in left))
    return bool(left)


@transaction.atomic
def remind(envelope: Envelope, *, at: dt.datetime, by: User | None = None) -> None:
    """Whoever is asked and has not signed hears of it again; the event carries the message."""
    workflow.lock(envelope.case)
    read_again(envelope, "state", "expires_at")
    rules.check_open(envelope, at)
    asked = envelope.actors.filter(state=Actor.State.ASKED).order_by("order", "pk")
    roles = list(asked.values_list("role", flat=True))
    _tell(envelope, kinds.SIGNATURE_REMINDED, by=by, at=at, roles=roles)


@transaction.atomic
def extend(
    envelope: Envelope, *, until: dt.datetime, at: dt.datetime, by: User | None = None
) -> None:
    """There is time until then; less time than before is no extension."""
    workflow.lock(envelope.case)
    read_again(envelope, "state", "expires_at")
    rules.check_open(envelope, at)
    if until <= envelope.expires_at:
        raise Refused(_("The new time has to be later than the present one."))
    envelope.expires_at = until
    rows.update(envelope, "expires_at")
    _queue_expiry(envelope)
    if is_outside(envelope.provider):
        _queue(envelope, "extend", at=at, mark=f":{int(until.timestamp())}")
    _tell(envelope, kinds.SIGNATURE_EXTENDED, by=by, at=at, until=until)


def _actor(envelope: Envelope, new: NewActor, at: dt.datetime) -> Actor:
    return Actor(
        envelope=envelope,
        kind=Actor.Kind.ORG if new.entity else Actor.Kind.PERSON,
        role=new.role,
        user=new.user,
        entity=new.entity,
        order=new.order,
        created_at=at,
    )


def _queue(envelope: Envelope, what: str, *, at: dt.datetime, mark: str = "") -> None:
    workflow.queue(
        f"signing.{what}",
        {"envelope": envelope.pk},
        dedupe=f"envelope:{envelope.pk}:{what}{mark}",
        at=at,
        case=envelope.case,
    )


FIRST_LOOK = dt.timedelta(minutes=15)
"""Services outside call by themselves; whoever forgets to is asked."""


def _queue_door(actor: Actor, *, at: dt.datetime) -> None:
    workflow.queue(
        "signing.door",
        {"actor": actor.pk},
        dedupe=f"actor:{actor.pk}:door",
        at=at,
        case=actor.envelope.case,
    )


def _queue_expiry(envelope: Envelope) -> None:
    moment = envelope.expires_at
    _queue(envelope, "expire", at=moment, mark=f":{int(moment.timestamp())}")


def _tell(envelope: Envelope, kind: str, *, by: User | None, at: dt.datetime, **facts: Any) -> None:
    cases.record(envelope.case, kind, by=by, at=at, envelope=envelope.biz_no, **facts)
