"""Anybody may ask whether a certificate is valid. The answer says nothing about a person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lizhi.cases import actions, codes, limits, naming
from lizhi.cases.models import Paper, PaperCheck
from lizhi.common import clock

MOST_NAMES_A_MINUTE = 5
MOST_NAME = 40
MOST_TYPED = 20
"""Characters that the field takes."""


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
    limits.slow_down(request, "verify")
    return _shown(request, code, _found(code))


@csrf_exempt  # nobody is signed in, and nothing is done in anybody's name
@require_POST
def seen(request: HttpRequest, code: str) -> HttpResponse:
    """The page has been before somebody's eyes: its script says so; what only fetches it does not.

    The answer is the same for every code. Whoever looks at the own certificate is not counted.
    """
    limits.slow_down(request, "seen")
    paper = _found(code)
    if paper and limits.came_from_the_page(request) and request.user != paper.case.leaver:
        scanned = request.path.startswith("/V/")  # as it stands in the picture on the paper
        way = PaperCheck.Way.SCAN if scanned else PaperCheck.Way.TYPED
        actions.note_check(paper, way=way, day=clock.today())
    return HttpResponse(status=204)


@csrf_exempt  # as above
@require_POST
def name(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the certificate is of whoever was named: yes or no, in one page for both."""
    limits.slow_down(request, "name", MOST_NAMES_A_MINUTE)
    paper = _found(code)
    if paper is not None and (paper.check_off_at or paper.state != Paper.State.VALID):
        paper = None
    typed = request.POST.get("name", "")[:MOST_NAME], request.POST.get("tail", "")[: naming.TAIL]
    page = {"matches": naming.is_of(paper, *typed), "code": _grouped(code), "plain": code}
    response = render(request, "cases/name.html", page)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _found(code: str) -> Paper | None:
    """The paper of this code, once it has been issued."""
    papers = Paper.objects.filter(code_index=codes.index(code)).exclude(state=Paper.State.DRAFT)
    return papers.select_related("file", "voided_by", "case__employment__person__user").first()


def _shown(request: HttpRequest, code: str, paper: Paper | None) -> HttpResponse:
    """What cannot be a code is answered like one that nobody has, with what was typed in place."""
    plain = codes.normal(code)
    page = {
        **_answer(paper),
        "code": _grouped(code),
        "plain": plain,
        "seen": f"{request.path}/seen",
    }
    response = render(request, "cases/verify.html", page)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _grouped(code: str) -> str:
    """As it stands on the paper; what cannot be a code, as it was typed."""
    normal = codes.normal(code)
    return "-".join((normal[:4], normal[4:8], normal[8:])) if normal else code[:MOST_TYPED]


def _answer(paper: Paper | None) -> dict[str, Any]:
    if paper is None:
        return {"answer": "unknown"}
    if paper.check_off_at:
        return {"answer": "off"}
    return {
        "answer": paper.state,
        "kind": paper.get_kind_display(),
        "issued_at": paper.issued_at,
        "digest": paper.file.digest,
        "earlier": actions.digests_since_issue(paper)[:-1],
        "voided_by": paper.voided_by,
    }
