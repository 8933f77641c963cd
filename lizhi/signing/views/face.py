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
from lizhi.identity import actions as identity
from lizhi.identity import faces
from lizhi.identity import rules as proofs
from lizhi.identity.faces import reasons
from lizhi.identity.models import FaceAttempt, IdentityProof
from lizhi.signing import actions, forms, ladder, rules
from lizhi.signing.contact import contact_of
from lizhi.signing.views import own, sitting
from lizhi.signing.views.sitting import Sitting

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
    return _face(request, sitting.one(actor), now)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_face(request: UserRequest) -> HttpResponse:
    """The same for several papers in one go: one consent that names the set, one face check."""
    now = clock.now()
    papers = sitting.chosen(request, now)
    return _face(request, papers, now) if papers else redirect("signing:waiting")


def _face(request: UserRequest, papers: Sitting, now: dt.datetime) -> HttpResponse:
    for actor in papers.actors:
        rules.check_can_sign(actor, request.user, now)
    ladder.check_way(IdentityProof.Way.FACE, *(one.envelope.purpose for one in papers.actors))
    if request.method == "POST":
        return _posted(request, papers, now)
    return _page(request, papers, forms.FaceConsent(), now)


def _posted(request: UserRequest, papers: Sitting, now: dt.datetime) -> HttpResponse:
    attempt = proofs.newest_face(papers.binding)
    if "go" in request.POST:
        return _go_on(request, papers, attempt, now)
    if "back" in request.POST:
        if attempt:
            identity.face_back(attempt, by=request.user, at=now)
        return redirect(papers.url("face"))
    if "agree" in request.POST:
        form = forms.FaceConsent(request.POST)
        if not form.is_valid():
            return _page(request, papers, form, now, status=422)
        identity.agree_to_face(
            request.user, about=papers.about, text_hash=form.cleaned_data["text"]
        )
    return _begin(request, papers, now)


def _begin(request: UserRequest, papers: Sitting, now: dt.datetime) -> HttpResponse:
    """The code first, where none was typed for these papers; then the service is asked."""
    agreed = proofs.face_consent(request.user, papers.about) is not None
    if agreed and proofs.beside(papers.binding, now) is None:
        papers.remember(request, **{WANTED: True})
        actions.request_code(*papers.actors, by=request.user, at=now)
        return redirect(papers.url("identity"))
    papers.remember(request, **{WANTED: False})
    actions.request_face(*papers.actors, by=request.user, at=now)
    return redirect(papers.url("face"))


def _go_on(
    request: UserRequest, papers: Sitting, attempt: FaceAttempt | None, now: dt.datetime
) -> HttpResponse:
    """With what was proved: the face beside the code, or the code where it is enough."""
    proof = _passed(attempt, now) or proofs.beside(papers.binding, now)
    if proof is None or not papers.is_enough(proof, now):
        return redirect(papers.url("identity"))
    papers.remember(request, proof=proof.pk, **{WANTED: False})
    return redirect(papers.url("hand"))


def _passed(attempt: FaceAttempt | None, now: dt.datetime) -> IdentityProof | None:
    proof = attempt.proof if attempt and attempt.state == State.PASSED else None
    return proof if proof and proof.used_at is None and proof.expires_at > now else None


def _page(
    request: UserRequest,
    papers: Sitting,
    form: forms.FaceConsent,
    now: dt.datetime,
    status: int = 200,
) -> HttpResponse:
    attempt, second = proofs.newest_face(papers.binding), proofs.beside(papers.binding, now)
    stage = _stage(attempt, now)
    about = {
        "actors": papers.actors,
        "urls": papers.urls,
        "attempt": attempt,
        "stage": stage,
        "reason": _reason(attempt) if stage == "over" and attempt else "",
        "address": identity.link_of(attempt, now) if attempt and stage == "open" else "",
        "agreed": proofs.face_consent(request.user, papers.about),
        "text": consents.TEXTS[proofs.FACE_CONSENT],
        "form": form,
        "service": faces.title_of(
            attempt.provider if stage == "open" and attempt else faces.name()
        ),
        "enough": bool(second) and papers.is_enough(second, now),
        "ways": papers.ways,
        "helper": contact_of(papers.case, besides=request.user),
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
