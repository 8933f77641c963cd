"""A face check by another firm: agree apart, go there, come back; every other way stays open.

The address of the way back proves nothing: whether it was passed the service is asked by a job.
"""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts import consents
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.identity import actions as identity
from lizhi.identity import faces
from lizhi.identity import rules as proofs
from lizhi.identity.faces import reasons
from lizhi.identity.models import FaceAttempt, IdentityProof
from lizhi.signing import actions, forms, ladder, originals, rules
from lizhi.signing.actions.will import check_proof
from lizhi.signing.binding import binding_of
from lizhi.signing.contact import contact_of
from lizhi.signing.models import Actor
from lizhi.signing.views import own

WANTED = "face"
"""In the session: whoever types the code goes on to the face check."""
State = FaceAttempt.State


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def face(request: UserRequest, biz_no: str) -> HttpResponse:
    """How far it is: not agreed, not begun, being opened, open, passed, or over and why."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if own.has_signed(actor):
        return redirect("signing:done", biz_no)
    rules.check_can_sign(actor, request.user, now)
    ladder.check_way(actor.envelope.purpose, IdentityProof.Way.FACE)
    if request.method == "POST":
        return _posted(request, actor, now)
    return _page(request, actor, forms.FaceConsent(), now)


def _posted(request: UserRequest, actor: Actor, now: dt.datetime) -> HttpResponse:
    attempt = proofs.newest_face(binding_of(actor))
    if "go" in request.POST:
        return _go_on(request, actor, attempt, now)
    if "back" in request.POST:
        if attempt:
            identity.face_back(attempt, by=request.user, at=now)
        return redirect("signing:face", actor.envelope.biz_no)
    if "agree" in request.POST:
        form = forms.FaceConsent(request.POST)
        if not form.is_valid():
            return _page(request, actor, form, now, status=422)
        identity.agree_to_face(
            request.user, about=actor.envelope.biz_no, text_hash=form.cleaned_data["text"]
        )
    return _begin(request, actor, now)


def _begin(request: UserRequest, actor: Actor, now: dt.datetime) -> HttpResponse:
    """The code first, where none was typed for this paper; then the service is asked."""
    biz_no = actor.envelope.biz_no
    agreed = proofs.face_consent(request.user, biz_no) is not None
    if agreed and proofs.beside(binding_of(actor), now) is None:
        own.remember(request, actor, **{WANTED: True})
        actions.request_code(actor, by=request.user, at=now)
        return redirect("signing:identity", biz_no)
    own.remember(request, actor, **{WANTED: False})
    actions.request_face(actor, by=request.user, at=now)
    return redirect("signing:face", biz_no)


def _go_on(
    request: UserRequest, actor: Actor, attempt: FaceAttempt | None, now: dt.datetime
) -> HttpResponse:
    """With what was proved: the face beside the code, or the code where it is enough."""
    biz_no = actor.envelope.biz_no
    proof = _passed(attempt, now) or proofs.beside(binding_of(actor), now)
    if proof is None or not permit(check_proof, actor, proof, now).allowed:
        return redirect("signing:identity", biz_no)
    own.remember(request, actor, proof=proof.pk, **{WANTED: False})
    return redirect("signing:hand", biz_no)


def _passed(attempt: FaceAttempt | None, now: dt.datetime) -> IdentityProof | None:
    proof = attempt.proof if attempt and attempt.state == State.PASSED else None
    return proof if proof and proof.used_at is None and proof.expires_at > now else None


def _page(
    request: UserRequest,
    actor: Actor,
    form: forms.FaceConsent,
    now: dt.datetime,
    status: int = 200,
) -> HttpResponse:
    binding = binding_of(actor)
    attempt, second = proofs.newest_face(binding), proofs.beside(binding, now)
    stage = _stage(attempt, now)
    about = {
        "actor": actor,
        "envelope": actor.envelope,
        "attempt": attempt,
        "stage": stage,
        "reason": _reason(attempt) if stage == "over" and attempt else "",
        "address": identity.link_of(attempt, now) if attempt and stage == "open" else "",
        "agreed": proofs.face_consent(request.user, actor.envelope.biz_no),
        "text": consents.TEXTS[proofs.FACE_CONSENT],
        "form": form,
        "service": faces.title_of(
            attempt.provider if stage == "open" and attempt else faces.name()
        ),
        "enough": bool(second) and permit(check_proof, actor, second, now).allowed,
        "ways": originals.ways(actor),
        "helper": contact_of(actor.envelope.case, besides=request.user),
        "help_line": settings.HELP_LINE,
        "minutes": settings.FACE_MINUTES,
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"signing/{'_face' if part else 'face'}.html", about, status=status)


def _stage(attempt: FaceAttempt | None, now: dt.datetime) -> str:
    if attempt is None:
        return "new"
    if attempt.state in FaceAttempt.ALIVE and now < attempt.expires_at:
        return "open" if attempt.state == State.OPEN else "waiting"
    if attempt.state == State.PASSED:
        return "passed" if _passed(attempt, now) else "new"
    return "over"


def _reason(attempt: FaceAttempt) -> object:
    return reasons.words(attempt.reason or "time_over")
