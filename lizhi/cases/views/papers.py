"""A paper for whoever may read it: as flowing text, as pictures of the very bytes, as PDF."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.cases import access, actions, rules
from lizhi.cases.models import Paper
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents import pages, reading
from lizhi.documents.views.serving import serve


def _paper(request: UserRequest, number: str) -> Paper:
    return _found(request, rules.readable_paper(request.user, number))


def _file(request: UserRequest, number: str) -> Paper:
    return _found(request, rules.readable_file(request.user, number))


def _found(request: UserRequest, paper: Paper | None) -> Paper:
    accounts.check_fresh_code(request, clock.now())
    if paper is None:
        raise Http404
    return paper


@login_required
@require_safe
def read(request: UserRequest, number: str) -> HttpResponse:
    """The text, flowing to the width of the phone."""
    paper = _paper(request, number)
    text = reading.to_html(paper.template, actions.paper_facts(paper))
    has_file = rules.readable_file(request.user, number) is not None
    about = {"paper": paper, "text": text, "has_file": has_file}
    return render(request, "cases/paper.html", {**about, "evidence": _evidence(request, paper)})


def _evidence(request: UserRequest, paper: Paper) -> str:
    """The signing whose evidence this reader may have; reached through the paper."""
    if not access.of(paper.case, request.user).whole:
        return ""
    found = paper.envelopes.order_by("-pk").values_list("biz_no", "actors__user")
    own_only = not access.of(paper.case, request.user).hr
    return next((no for no, user in found if not own_only or user == request.user.pk), "")


@login_required
@require_safe
def original(request: UserRequest, number: str) -> HttpResponse:
    """Pictures of the very bytes that were signed."""
    paper = _file(request, number)
    count = pages.count(documents.read(paper.file))
    return render(request, "cases/original.html", {"paper": paper, "count": count})


@login_required
@require_safe
def page(request: UserRequest, number: str, page: int) -> HttpResponse:
    """One page as a picture, `?sharp` a larger one; it never changes, so the phone may keep it."""
    paper = _file(request, number)
    width = pages.SHARP if "sharp" in request.GET else pages.SMALL
    try:
        picture = pages.image(documents.read(paper.file), page, width)
    except IndexError as error:
        raise Http404 from error
    response = HttpResponse(picture, content_type="image/webp")
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    response.headers["ETag"] = f'"{paper.file.digest}-{page}-{width}"'
    return response


@login_required
@require_safe
def pdf(request: UserRequest, number: str) -> HttpResponseBase:
    """The file itself; a download goes on after a cut."""
    return serve(request, _file(request, number).file)
