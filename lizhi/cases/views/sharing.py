"""A leaver hands a certificate on by a link, and whoever has the link reads it. No account."""

import datetime as dt
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.cases import actions, limits, links
from lizhi.cases.forms import ShareForm
from lizhi.cases.models import Paper, PaperCheck, ShareLink
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents.views.serving import serve

R = TypeVar("R", bound=HttpResponseBase)


def _own(request: UserRequest, number: str) -> Paper:
    """An own certificate; 404 for anybody else's."""
    accounts.check_fresh_code(request, clock.now())
    mine = Paper.objects.filter(case__employment__person__user=request.user, number=number)
    paper = mine.exclude(code_index="").exclude(state=Paper.State.DRAFT).first()
    if paper is None:
        raise Http404
    return paper


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: UserRequest, number: str) -> HttpResponse:
    """Make a link for somebody, and see those that still open."""
    paper, now = _own(request, number), clock.now()
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.share(paper, **form.cleaned_data, by=request.user, at=now)
        return redirect("cases:share", number)
    page = {
        "paper": paper,
        "form": form,
        "terms": links.TERMS,
        "links": [_shown(request, link) for link in links.open_links(paper, now)],
    }
    status = 422 if form.is_bound else 200
    return render(request, "cases/share.html", page, status=status)


@login_required
@require_POST
def stop(request: UserRequest, number: str, link: int) -> HttpResponse:
    """From now on this link says that its owner has stopped it."""
    paper = _own(request, number)
    found = ShareLink.objects.filter(paper=paper, pk=link).select_related("paper__case").first()
    if found is None:
        raise Http404
    actions.stop_link(found, by=request.user, at=clock.now())
    return redirect("cases:share", number)


@login_required
@require_POST
def switch(request: UserRequest, number: str) -> HttpResponse:
    """Let nobody check it by its code, or everybody again."""
    paper = _own(request, number)
    on = request.POST.get("on") == "yes"
    actions.switch_check(paper, on=on, by=request.user, at=clock.now())
    return redirect(f"/case/{paper.case.number}/certificate/")


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The certificate with the check already done; what has ended says whose turn it is."""
    limits.slow_down(request, "link")
    link, now = links.find(token), clock.now()
    ended = _ended(link, now)
    page: dict[str, Any] = {"link": link, "ended": ended}
    if link is not None and not ended:
        documents.read(link.paper.file)  # refused when these are not the bytes that were issued
        facts = actions.paper_facts(link.paper)
        code = actions.paper_code(link.paper)
        page |= {"paper": link.paper, "facts": facts, "code": code, "token": token}
        page |= {key: _day(facts.get(key)) for key in ("term_start", "term_end", "ended_on")}
    return _quiet(render(request, "cases/shared.html", page))


@csrf_exempt  # nobody is signed in, and nothing is done in anybody's name
@require_POST
def seen(request: HttpRequest, token: str) -> HttpResponse:
    """The page was before somebody's eyes. The answer is the same for every token."""
    limits.slow_down(request, "seen")
    link, now = links.find(token), clock.now()
    if (
        link is not None
        and not _ended(link, now)
        and limits.came_from_the_page(request)
        and request.user != link.paper.case.leaver
    ):
        actions.note_opened(link)
        actions.note_check(link.paper, way=PaperCheck.Way.SHARED, day=clock.today())
    return HttpResponse(status=204)


@require_safe
def pdf(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file itself, while the link opens."""
    limits.slow_down(request, "link")
    link = links.find(token)
    if link is None or _ended(link, clock.now()):
        raise Http404
    return _quiet(serve(request, link.paper.file))


def _ended(link: ShareLink | None, now: dt.datetime) -> str:
    """Why it does not open: `unknown`, `stopped`, `expired` or `replaced`; "" when it does."""
    if link is None:
        return "unknown"
    if link.stopped_at:
        return "stopped"
    if link.expires_at <= now:
        return "expired"
    return "" if link.paper.state == Paper.State.VALID else "replaced"


def _shown(request: HttpRequest, link: ShareLink) -> dict[str, Any]:
    path = reverse("cases:shared", args=[links.token_of(link.nonce)])
    return {
        "pk": link.pk,
        "name": links.name_of(link),
        "expires_at": link.expires_at,
        "opened": link.opened,
        "url": request.build_absolute_uri(path),
    }


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _quiet(response: R) -> R:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
