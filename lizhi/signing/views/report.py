"""The evidence report: asked for, waited for, downloaded by whoever may have it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.documents.views.serving import serve
from lizhi.signing import actions, rules
from lizhi.signing.models import Envelope, EvidenceReport

FILES = {"pdf": "pdf", "json": "data"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: UserRequest, biz_no: str) -> HttpResponse:
    """Ask for a report, and get the newest one."""
    envelope = _envelope(request, biz_no)
    if request.method == "POST":
        actions.ask_for_report(envelope, by=request.user, at=clock.now())
        return redirect("signing:report", biz_no)
    about = {"envelope": envelope, "report": _newest(request, envelope)}
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"signing/{'_report' if part else 'report'}.html", about)


@login_required
@require_safe
def report_file(request: UserRequest, biz_no: str, kind: str) -> HttpResponseBase:
    """The newest one that is ready, as PDF or as data."""
    envelope = _envelope(request, biz_no)
    ready = envelope.reports.filter(reader=request.user, state=EvidenceReport.State.READY)
    newest = ready.select_related("pdf__key", "data__key").order_by("-pk").first()
    if newest is None or kind not in FILES:
        raise Http404
    return serve(request, getattr(newest, FILES[kind]))


def _envelope(request: UserRequest, biz_no: str) -> Envelope:
    found = Envelope.objects.select_related("case__entity", "paper").filter(biz_no=biz_no).first()
    if found is None or not rules.may_have_report(found, request.user):
        raise Http404
    accounts.check_fresh_code(request, clock.now())
    return found


def _newest(request: UserRequest, envelope: Envelope) -> EvidenceReport | None:
    mine = envelope.reports.filter(reader=request.user)
    return mine.select_related("pdf", "data").order_by("-pk").first()
