"""Read the paper: as text first, as pictures of the very bytes, as PDF."""

from django.contrib.auth.decorators import login_required
from django.core import signing as tokens
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases import actions as cases
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.documents import actions as documents
from lizhi.documents import pages, reading
from lizhi.people import rules as people
from lizhi.signing import gist, originals, rules
from lizhi.signing.models import Actor
from lizhi.signing.providers.titles import title_of
from lizhi.signing.views import own

"""Of A4, so that the page does not jump when the picture comes."""
KEPT_SECONDS = 24 * 60 * 60


@login_required
@require_safe
def read(request: UserRequest, biz_no: str) -> HttpResponse:
    """The paper as flowing text, with what matters most above it."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    case, paper = actor.envelope.case, actor.envelope.paper
    paper.case = case
    facts = cases.paper_facts(paper)
    text = reading.to_html(paper.template, facts) if facts else ""
    about = {
        "actor": actor,
        "envelope": actor.envelope,
        "case": case,
        "paper": paper,
        "gist": gist.of(paper.kind, facts),
        "text": text,
        "minutes": gist.minutes(strip_tags(text)),
        "helper": people.hr_of(case.branch, besides=request.user),
        "may_sign": permit(rules.check_can_sign, actor, request.user, now),
        "may_want": permit(rules.check_can_want_again, actor, request.user, now),
        "has_signed": own.has_signed(actor),
        "on_paper": originals.alive(actor),
        "may_choose": permit(originals.check_can_choose, actor, request.user, now),
        "opened": tokens.dumps(int(now.timestamp()), salt="signing.opened"),
        "home": own.home(),
        "service": title_of(actor.envelope.provider),
    }
    return render(request, "signing/read.html", about)


@login_required
@require_safe
def original(request: UserRequest, biz_no: str) -> HttpResponse:
    """Pictures of the very bytes that are signed, one a page."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    about = {
        "actor": actor,
        "envelope": actor.envelope,
        "paper": actor.envelope.paper,
        "pages": _page_count(actor),
        "width": pages.SMALL,
        "height": pages.HEIGHT,
        "may_sign": permit(rules.check_can_sign, actor, request.user, now),
        "has_signed": own.has_signed(actor),
        "service": title_of(actor.envelope.provider),
    }
    return render(request, "signing/original.html", about)


@login_required
@require_safe
def page(request: UserRequest, biz_no: str, number: int) -> HttpResponseBase:
    """One page as a picture, `?sharp` a larger one; kept under the fingerprint of the file."""
    actor = own.actor_of(request, biz_no, clock.now())
    file = actor.envelope.paper.file
    width = pages.SHARP if "sharp" in request.GET else pages.SMALL
    etag = f'"{file.digest}-{number}-{width}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    try:
        picture = pages.image(documents.read(file), number, width)
    except IndexError:
        raise Http404 from None
    headers = {"ETag": etag, "Cache-Control": f"private, max-age={KEPT_SECONDS}"}
    return HttpResponse(picture, content_type="image/webp", headers=headers)


@login_required
@require_safe
def download(request: UserRequest, biz_no: str) -> HttpResponse:
    """The newest revision as PDF; free, also long after."""
    file = own.actor_of(request, biz_no, clock.now()).envelope.paper.file
    name = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    headers = {"Content-Disposition": name, "ETag": f'"{file.digest}"'}
    return HttpResponse(documents.read(file), content_type="application/pdf", headers=headers)


def _page_count(actor: Actor) -> int:
    envelope = actor.envelope
    return envelope.pages or pages.count(documents.read(envelope.paper.file))
