"""Whoever signs, and nobody else; known by a code to the phone."""

import datetime as dt
from typing import Any

from django.http import Http404
from django.shortcuts import resolve_url

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common.prepared import Prepared, given
from lizhi.identity.models import IdentityProof
from lizhi.signing.binding import binding_of
from lizhi.signing.models import Actor, Envelope, OnPaper

SESSION = "signing"
SOME = 4
"""Proofs of one set that are looked at: one of each way."""
AT_ONCE = 20
"""Papers in one go; nobody reads more before writing a name once."""
OWN = Prepared(
    lambda: Actor.objects.of(given("user")).filter(envelope__biz_no=given("biz_no")).order_by("pk")
)

ASKED = Prepared(
    lambda: (
        Actor.objects.of(given("user"))
        .filter(
            state=Actor.State.ASKED,
            envelope__state=Envelope.State.SIGNING,
            envelope__expires_at__gt=given("now"),
        )
        .exclude(on_paper__state__in=OnPaper.ALIVE)
        .order_by("envelope__expires_at", "pk")[:AT_ONCE]
    )
)
"""What this person may sign now, and is not signing on paper."""
BY_HAND = Prepared(
    lambda: (
        Actor.objects.of(given("user"))
        .filter(envelope__state=Envelope.State.SIGNING, on_paper__state__in=OnPaper.ALIVE)
        .order_by("-pk")[:1]
    )
)
PROVED = Prepared(
    lambda: IdentityProof.objects.filter(
        user=given("user"), bundle=given("bundle"), used_at=None
    ).order_by("-pk")[:SOME]
)
PROOF = Prepared(lambda: IdentityProof.objects.filter(pk=given("pk"), user=given("user")))


def actor_of(request: UserRequest, biz_no: str, now: dt.datetime) -> Actor:
    """The reader's own part in this envelope; 404 for somebody else's, a code when it is stale."""
    actor = OWN.first(user=request.user.pk, biz_no=biz_no)
    if actor is None:
        raise Http404
    accounts.check_fresh_code(request, now)
    return actor


def home() -> str:
    """Where the person sees how far everything is."""
    return resolve_url("/")


def has_signed(actor: Actor) -> bool:
    """Given or standing: either way there is nothing more to do."""
    return actor.state in {Actor.State.GIVEN, Actor.State.SIGNED}


def remember(request: UserRequest, actor: Actor, **values: object) -> None:
    """Keep something of this signing in the session."""
    keep(request, str(actor.pk), **values)


def keep(request: UserRequest, key: str, **values: object) -> None:
    """Keep something in the session, of whatever goes by this key."""
    kept = request.session.get(SESSION, {})
    kept[key] = {**kept.get(key, {}), **values}
    request.session[SESSION] = kept


def remembered(request: UserRequest, actor: Actor) -> dict[str, Any]:
    """What this session knows of this signing."""
    return kept(request, str(actor.pk))


def kept(request: UserRequest, key: str) -> dict[str, Any]:
    """What this session knows of whatever goes by this key."""
    found: dict[str, Any] = request.session.get(SESSION, {}).get(key, {})
    return found


def forget(request: UserRequest, actor: Actor) -> None:
    """This signing is over."""
    kept = request.session.get(SESSION, {})
    if kept.pop(str(actor.pk), None) is not None:
        request.session[SESSION] = kept


def proof_of(request: UserRequest, actor: Actor) -> IdentityProof | None:
    """How it was shown who signs this paper, in this session or on the person's other phone."""
    key = remembered(request, actor).get("proof")
    known = PROOF.first(pk=key, user=request.user.pk) if key else None
    return known or proof_for(request, actor)


def proof_for(request: UserRequest, *actors: Actor) -> IdentityProof | None:
    """The newest that is not used up, for exactly these papers as they are now."""
    return next(iter(proofs_for(request, *actors)), None)


def proofs_for(request: UserRequest, *actors: Actor) -> list[IdentityProof]:
    """All that are not used up, the newest first."""
    return PROVED.all(user=request.user.pk, bundle=binding_of(*actors).digest)


def asked(request: UserRequest, now: dt.datetime) -> list[Actor]:
    """Everything that waits for this person's name now, the first to run out first."""
    accounts.check_fresh_code(request, now)
    return ASKED.all(user=request.user.pk, now=now)


def on_paper(request: UserRequest) -> Actor | None:
    """What this person is signing by hand, the newest: so that a link to sign leads there."""
    return BY_HAND.first(user=request.user.pk)


def sent_anew(request: UserRequest, actor: Actor, now: dt.datetime) -> Actor | None:
    """The same paper, where it waits for this person's name in a newer envelope."""
    papers = {one.envelope.paper_id: one for one in asked(request, now)}
    return papers.get(actor.envelope.paper_id)
