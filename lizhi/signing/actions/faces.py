"""A face check beside the code: with a consent of its own, and never the only way."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.identity import actions as identity
from lizhi.identity.models import FaceAttempt, IdentityProof
from lizhi.signing import kinds, ladder
from lizhi.signing.actions.codes import check
from lizhi.signing.binding import about_of, binding_of
from lizhi.signing.models import Actor, Envelope
from lizhi.workflow import actions as workflow


@transaction.atomic
def request_face(*actors: Actor, by: User, at: dt.datetime) -> FaceAttempt:
    """The service is asked for a way to the camera; pressing again finds the same one.

    Several papers of one person need one face check, agreed to for exactly these.
    """
    in_order = check(actors, by, at)
    ladder.check_way(IdentityProof.Way.FACE, *(one.envelope.purpose for one in actors))
    attempt = identity.ask_face(
        binding_of(*actors),
        about=about_of(*actors),
        papers=[one.envelope.biz_no for one in actors],
        case=in_order[0].envelope.case,
        back_to=_back_to(actors),
        by=by,
        at=at,
    )
    if attempt.created_at == at:
        for actor in in_order:
            cases.record(
                actor.envelope.case,
                kinds.FACE_ASKED,
                by=by,
                at=at,
                envelope=actor.envelope.biz_no,
                provider=attempt.provider,
                consent=attempt.consent.text_hash,
            )
    return attempt


def _back_to(actors: Sequence[Actor]) -> str:
    if len(actors) > 1:
        return reverse("signing:set_face")
    return reverse("signing:face", args=[actors[0].envelope.biz_no])


def note_face(attempt: FaceAttempt) -> None:
    """A try is over: the story of each case says how. Call with the attempt's case locked.

    That is the first of them; the others are locked here, in the one order.
    """
    if not attempt.ended_at:
        return
    papers = attempt.papers or [attempt.about]
    found = Envelope.objects.filter(biz_no__in=papers).select_related("case")
    why = {"why": attempt.reason} if attempt.reason else {}
    for envelope in found.order_by("case", "pk"):
        cases.record(
            workflow.lock(envelope.case),
            kinds.FACE_ENDED,
            by=None,
            at=attempt.ended_at,
            envelope=envelope.biz_no,
            provider=attempt.provider,
            outcome=str(attempt.state),
            **why,
        )
