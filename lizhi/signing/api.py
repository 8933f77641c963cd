"""How far a signature is, for programs."""

import datetime as dt

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from lizhi.accounts.models import User
from lizhi.signing import rules
from lizhi.signing.models import Actor, Envelope, OnPaper

router = Router(tags=["signing"])


class ActorOut(Schema):
    """One signer."""

    role: str
    kind: str
    state: str
    order: int
    given_at: dt.datetime | None
    signed_at: dt.datetime | None
    by_hand: str
    """How far it is on paper: `chosen`, `sent`, `wrong`, `received`, `left` for the phone; empty:
    never. `received` is no electronic signature, and has no level of one."""


class EnvelopeOut(Schema):
    """A paper that is, or was, out for signature."""

    biz_no: str
    case: str
    paper: str
    purpose: str
    subject: str
    state: str
    level: str
    reason: str
    expires_at: dt.datetime
    ended_at: dt.datetime | None
    sha256: str
    """Of the newest revision."""
    actors: list[ActorOut]


@router.get("/envelopes/{biz_no}", response=EnvelopeOut, summary="How far a signature is")
def envelope(request: HttpRequest, biz_no: str) -> EnvelopeOut:
    """Whoever signs in it, and whoever may read the paper; 404 for anybody else."""
    mine = (
        rules.visible_to(request.user)
        if isinstance(request.user, User)
        else Envelope.objects.none()
    )
    found = get_object_or_404(mine.select_related("case", "paper"), biz_no=biz_no)
    return EnvelopeOut(
        biz_no=found.biz_no,
        case=found.case.number,
        paper=found.paper.number,
        purpose=found.purpose,
        subject=found.subject,
        state=found.state,
        level=found.level,
        reason=found.reason,
        expires_at=found.expires_at,
        ended_at=found.ended_at,
        sha256=found.paper.revisions[-1],
        actors=[
            _actor(actor)
            for actor in found.actors.select_related("on_paper").order_by("order", "pk")
        ],
    )


def _actor(actor: Actor) -> ActorOut:
    by_hand: OnPaper | None = getattr(actor, "on_paper", None)
    return ActorOut(
        role=actor.role,
        kind=actor.kind,
        state=actor.state,
        order=actor.order,
        given_at=actor.given_at,
        signed_at=actor.signed_at,
        by_hand=by_hand.state if by_hand else "",
    )
