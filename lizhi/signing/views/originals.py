"""At the desk of HR: what was signed by hand is seen, taken in or not, and sent back."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import Refused
from lizhi.documents.views import serve
from lizhi.signing import actions, evidence, originals, paper_forms, rules
from lizhi.signing.models import Actor, OnPaper
from lizhi.signing.views import sent_scans

SIGNERS = Prepared(
    lambda: (
        Actor.objects.filter(envelope__biz_no=given("biz_no"), kind=Actor.Kind.PERSON)
        .select_related(
            "user__person", "envelope__case__branch", "envelope__case__entity", "envelope__paper"
        )
        .order_by("order", "pk")
    )
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def original(request: UserRequest, biz_no: str, role: str) -> HttpResponse:
    """Everything about one signature by hand, in the order in which it happens."""
    now = clock.now()
    actor = _signer(request, biz_no, role)
    accounts.check_fresh_code(request, now)
    if request.method != "POST":
        return _page(request, actor, {}, now)
    if request.POST.get("do") == "choose":
        actions.choose_paper(actor, by=request.user, at=now)
        return _back(actor)
    if request.POST.get("do") == "wrong":
        return _wrong(request, actor, now)
    if request.POST.get("do") == "back":
        return _returned(request, actor, now)
    return _arrived(request, actor, now)


@login_required
@require_safe
def original_scan(request: UserRequest, biz_no: str, role: str, scan_id: int) -> HttpResponseBase:
    """The clean copy of one picture, for HR of the branch."""
    actor = _signer(request, biz_no, role)
    found = originals.scan_of(actor, scan_id)
    if found is None or found.file is None:
        raise Http404
    return serve(request, found.file, inline=True)


@login_required
@require_safe
def original_cover(request: UserRequest, biz_no: str, role: str) -> HttpResponseBase:
    """The sheet that goes with the paper, for HR who prints it for somebody without a phone."""
    found = originals.of(_signer(request, biz_no, role))
    if found is None or found.cover is None:
        raise Http404
    return serve(request, found.cover)


def _signer(request: UserRequest, biz_no: str, role: str) -> Actor:
    actor = next((one for one in SIGNERS.all(biz_no=biz_no) if one.role == role), None)
    if actor is None:
        raise Http404
    originals.check_is_hr(actor, request.user)
    return actor


def _arrived(request: UserRequest, actor: Actor, now: dt.datetime) -> HttpResponse:
    form = paper_forms.Arrived(request.POST)
    originals.check_can_receive(originals.of(actor), actor, request.user, now)
    uploads, problem = sent_scans.of(request)
    if uploads:
        actions.add_scans(actor, uploads, by=request.user, at=now)
    if problem:
        form.add_error("scans", problem)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("day", "kept_at", "checked")}
        key = f"original:{actor.pk}:{form.cleaned_data['key']}"
        try:
            actions.receive_original(actor, **values, by=request.user, at=now, key=key)
        except Refused as refusal:  # at the form, so that nothing that was typed is lost
            form.add_error(None, str(refusal.reason))
        else:
            return _back(actor)
    return _page(request, actor, {"arrived": form}, now, status=422)


def _wrong(request: UserRequest, actor: Actor, now: dt.datetime) -> HttpResponse:
    form = paper_forms.Wrong(request.POST)
    if form.is_valid():
        actions.original_wrong(actor, **form.cleaned_data, by=request.user, at=now)
        return _back(actor)
    return _page(request, actor, {"wrong": form}, now, status=422)


def _returned(request: UserRequest, actor: Actor, now: dt.datetime) -> HttpResponse:
    form = paper_forms.Returned(request.POST)
    if form.is_valid():
        actions.return_copy(actor, **form.cleaned_data, by=request.user, at=now)
        return _back(actor)
    return _page(request, actor, {"returned": form}, now, status=422)


def _back(actor: Actor) -> HttpResponse:
    return redirect("signing:original_desk", actor.envelope.biz_no, actor.role)


def _page(
    request: UserRequest,
    actor: Actor,
    given_forms: dict[str, forms.Form],
    now: dt.datetime,
    *,
    status: int = 200,
) -> HttpResponse:
    envelope, found = actor.envelope, originals.of(actor)
    fresh: dict[str, Any] = {"key": uuid.uuid4().hex, "day": clock.local(now).date()}
    about = {
        "actor": actor,
        "envelope": envelope,
        "case": envelope.case,
        "paper": envelope.paper,
        "found": found,
        "alive": found if found and found.state in OnPaper.ALIVE else None,
        "received": found if found and found.state == OnPaper.State.RECEIVED else None,
        "scans": list(found.scans.select_related("file")) if found else [],
        "said": originals.last_wrong(actor),
        "name": rules.roster_name(evidence.signer_of(actor)),
        "may_receive": permit(originals.check_can_take_in, found, actor, request.user, now),
        "may_choose": permit(originals.check_can_choose, actor, request.user, now),
        "arrived": given_forms.get("arrived") or paper_forms.Arrived(initial=fresh),
        "wrong": given_forms.get("wrong") or paper_forms.Wrong(),
        "returned": given_forms.get("returned") or paper_forms.Returned(),
        "sealed_by_hand": envelope.actors.filter(kind=Actor.Kind.ORG).exists(),
    }
    return render(request, "signing/original_desk.html", about, status=status)
