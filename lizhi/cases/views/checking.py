"""Anybody may ask whether a certificate is valid. The answer says nothing about a person."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lizhi.cases import actions, codes
from lizhi.cases.models import Paper, PaperCheck
from lizhi.common import clock
from lizhi.common.refusals import Refused

MOST_A_MINUTE = 20
MOST_TYPED = 20
"""Characters that the field takes."""


class TooFast(Refused):
    """Somebody tries codes one after the other."""

    code = "too_fast"


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The page with the one field; a code in the address leads on."""
    code = request.GET.get("code", "")
    if normal := codes.normal(code):
        return redirect("cases:verify", normal)
    if code:
        return _shown(request, code, None)
    return render(request, "cases/verify.html", {"answer": "ask"})


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, replaced, revoked or unknown; kind, date and SHA-256 of the file, nothing else."""
    _slow_down(request, "verify")
    return _shown(request, code, _found(code))


@csrf_exempt  # nobody is signed in, and nothing is done in anybody's name
@require_POST
def seen(request: HttpRequest, code: str) -> HttpResponse:
    """The page has been before somebody's eyes: its script says so; what only fetches it does not.

    The answer is the same for every code. Whoever looks at the own certificate is not counted.
    """
    _slow_down(request, "seen")
    paper = _found(code)
    if paper and _came_from_the_page(request) and request.user != paper.case.leaver:
        scanned = request.path.startswith("/V/")  # as it stands in the picture on the paper
        way = PaperCheck.Way.SCAN if scanned else PaperCheck.Way.TYPED
        actions.note_check(paper, way=way, day=clock.today())
    return HttpResponse(status=204)


def _found(code: str) -> Paper | None:
    """The paper of this code, once it has been issued."""
    papers = Paper.objects.filter(code_index=codes.index(code)).exclude(state=Paper.State.DRAFT)
    return papers.select_related("file", "case__employment__person__user").first()


def _came_from_the_page(request: HttpRequest) -> bool:
    """Not from another site; browsers too old to say are believed."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _shown(request: HttpRequest, code: str, paper: Paper | None) -> HttpResponse:
    """What cannot be a code is answered like one that nobody has, with what was typed in place."""
    normal = codes.normal(code)
    typed = "-".join((normal[:4], normal[4:8], normal[8:])) if normal else code[:MOST_TYPED]
    page = {**_answer(paper), "code": typed, "seen": f"{request.path}/seen"}
    response = render(request, "cases/verify.html", page)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(paper: Paper | None) -> dict[str, Any]:
    if paper is None:
        return {"answer": "unknown"}
    return {
        "answer": paper.state,
        "kind": paper.get_kind_display(),
        "issued_at": paper.issued_at,
        "digest": paper.file.digest,
    }


def _slow_down(request: HttpRequest, what: str) -> None:
    """So many a minute from one address, which is kept in memory for that minute only."""
    key = f"{what}:{get_adapter().get_client_ip(request)}"
    cache = caches["local"]
    cache.add(key, 0, timeout=60)
    if cache.incr(key) > MOST_A_MINUTE:
        raise TooFast(_("That was a little fast. Please try again in a minute."))
