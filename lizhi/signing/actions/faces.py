"""A face check beside the code: with a consent of its own, and never the only way."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common.prepared import read_again
from lizhi.identity import actions as identity
from lizhi.identity.models import FaceAttempt, IdentityProof
from lizhi.signing import kinds, ladder, rules
from lizhi.signing.binding import binding_of
from lizhi.signing.models import Actor, Envelope
from lizhi.workflow import actions as workflow


@transaction.atomic
def request_face(actor: Actor, *, by: User, at: dt.datetime) -> FaceAttempt:
    """The service is asked for a way to the camera; pressing again finds the same one."""
    envelope = actor.envelope
    workflow.lock(envelope.case)
    read_again(actor, "state")
    read_again(envelope, "state", "expires_at")
    read_again(envelope.paper, "file")
    rules.check_can_sign(actor, by, at)
    ladder.check_way(envelope.purpose, IdentityProof.Way.FACE)
    attempt = identity.ask_face(
        binding_of(actor),
        about=envelope.biz_no,
        case=envelope.case,
        back_to=reverse("signing:face", args=[envelope.biz_no]),
        by=by,
        at=at,
    )
    if attempt.created_at == at:
        cases.record(
            envelope.case,
            kinds.FACE_ASKED,
            by=by,
            at=at,
            envelope=envelope.biz_no,
            provider=attempt.provider,
            consent=attempt.consent.text_hash,
        )
    return attempt


def note_face(attempt: FaceAttempt) -> None:
    """A try is over: the story of the case says how. Call with the case locked."""
    envelope = Envelope.objects.filter(biz_no=attempt.about).select_related("case").first()
    if envelope and attempt.ended_at:
        why = {"why": attempt.reason} if attempt.reason else {}
        cases.record(
            envelope.case,
            kinds.FACE_ENDED,
            by=None,
            at=attempt.ended_at,
            envelope=envelope.biz_no,
            provider=attempt.provider,
            outcome=str(attempt.state),
            **why,
        )
