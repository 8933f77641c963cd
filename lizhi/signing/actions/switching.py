"""Another service signs the paper instead: the old one is called back, its story stays."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.signing import kinds, rules
from lizhi.signing.actions.ending import call_back
from lizhi.signing.actions.envelopes import NewActor, send
from lizhi.signing.models import Actor, Envelope
from lizhi.workflow import actions as workflow

REASON = "switched"


@transaction.atomic
def switch_provider(
    envelope: Envelope, *, to: str, by: User | None, at: dt.datetime, key: str
) -> Envelope:
    """The same paper goes out by another service; everybody signs there from the beginning.

    What the old service has said, and the wills that were given, stay as evidence; nobody can sign
    there any more. A paper in which a signature stands already is not sent a second time. Whether
    this person may is for the caller to ask.
    """
    case = workflow.lock(envelope.case)
    if not workflow.once(key, case=case, kind="switch_provider", by=by, at=at, request=to):
        return Envelope.objects.filter(case=case, purpose=envelope.purpose).latest("pk")
    read_again(envelope, "state")
    rules.check_can_switch(envelope, to, known=settings.SIGNING_PROVIDERS)
    actors = [_again(actor) for actor in envelope.actors.select_related("user", "entity")]
    envelope.state, envelope.reason, envelope.ended_at = Envelope.State.REVOKED, REASON, at
    rows.update(envelope, "state", "reason", "ended_at")
    call_back(envelope, at=at)
    new = send(
        case=case,
        paper=envelope.paper,
        purpose=envelope.purpose,
        actors=actors,
        expires_at=max(envelope.expires_at, at + AT_LEAST),
        at=at,
        subject=envelope.subject,
        provider=to,
        voids=envelope.voids,
    )
    cases.record(
        case,
        kinds.PROVIDER_SWITCHED,
        by=by,
        at=at,
        envelope=envelope.biz_no,
        provider=envelope.provider,
        new=new.biz_no,
        to=to,
    )
    return new


AT_LEAST = dt.timedelta(days=1)
"""Whoever has to sign once more gets a day for it."""


def _again(actor: Actor) -> NewActor:
    return NewActor(actor.role, user=actor.user, entity=actor.entity, order=actor.order)
