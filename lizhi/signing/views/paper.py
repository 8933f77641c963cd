"""Printed, signed by hand and sent: for whoever cannot or would rather not sign on the phone."""

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.documents.views import serve
from lizhi.signing import actions, originals, paper_forms
from lizhi.signing.contact import contact_of
from lizhi.signing.models import Actor, OnPaper
from lizhi.signing.views import own, sent_scans


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: UserRequest, biz_no: str) -> HttpResponse:
    """What it takes, then where it stands; the way back to the phone is always on the page."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if own.has_signed(actor) and not actor.evidence.get("on_paper"):
        return redirect("signing:done", biz_no)
    if request.method != "POST":
        return _page(request, actor, paper_forms.Sent(), now)
    if request.POST.get("do") == "choose":
        actions.choose_paper(actor, by=request.user, at=now)
        return redirect("signing:paper", biz_no)
    if request.POST.get("do") == "phone":
        actions.leave_paper(actor, by=request.user, at=now)
        return redirect("signing:read", biz_no)
    return _sent(request, actor, now)


def _sent(request: UserRequest, actor: Actor, now: dt.datetime) -> HttpResponse:
    found = originals.check_can_send(originals.of(actor), actor, request.user, now)
    uploads, problem = sent_scans.of(request)
    has_pictures = bool(uploads) or found.scans.filter(of_original=False).exists()
    form = paper_forms.Sent(request.POST, has_pictures=has_pictures)
    if problem:
        form.add_error(None, problem)
    if form.is_valid():
        values = form.cleaned_data
        actions.send_original(actor, **values, uploads=uploads, by=request.user, at=now)
        return redirect("signing:paper", actor.envelope.biz_no)
    return _page(request, actor, form, now, status=422)


@login_required
@require_safe
def cover(request: UserRequest, biz_no: str) -> HttpResponseBase:
    """The sheet that says how to sign it and where to send it, to be printed."""
    actor = own.actor_of(request, biz_no, clock.now())
    found = originals.of(actor)
    if found is None or found.cover is None:
        raise Http404
    return serve(request, found.cover)


@login_required
@require_safe
def scan(request: UserRequest, biz_no: str, scan_id: int) -> HttpResponseBase:
    """The clean copy of one picture, for the signer."""
    actor = own.actor_of(request, biz_no, clock.now())
    found = originals.scan_of(actor, scan_id)
    if found is None or found.file is None:
        raise Http404
    return serve(request, found.file, inline=True)


def _page(
    request: UserRequest,
    actor: Actor,
    form: paper_forms.Sent,
    now: dt.datetime,
    *,
    status: int = 200,
) -> HttpResponse:
    envelope, found = actor.envelope, originals.of(actor)
    scans = list(found.scans.select_related("file")) if found else []
    is_alive = found is not None and found.state in OnPaper.ALIVE
    about = {
        "actor": actor,
        "envelope": envelope,
        "case": envelope.case,
        "paper": envelope.paper,
        "found": found,
        "alive": found if is_alive else None,
        "received": found if found and found.state == OnPaper.State.RECEIVED else None,
        "scans": [one for one in scans if one.file],
        "checking": [one for one in scans if one.file is None],
        "wrong": originals.last_wrong(actor) if is_alive else None,
        "form": form,
        "may_choose": permit(originals.check_can_choose, actor, request.user, now),
        "helper": contact_of(envelope.case, besides=request.user),
        "home": own.home(),
    }
    return render(request, "signing/paper.html", about, status=status)
