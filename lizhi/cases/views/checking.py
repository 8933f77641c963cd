"""Anybody may ask whether a certificate is valid. The answer says nothing about a person."""

from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lizhi.cases import codes
from lizhi.cases.models import Paper
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
    _slow_down(request)
    paper = Paper.objects.filter(code_index=codes.index(code)).select_related("file").first()
    return _shown(request, code, paper)


def _shown(request: HttpRequest, code: str, paper: Paper | None) -> HttpResponse:
    """What cannot be a code is answered like one that nobody has, with what was typed in place."""
    normal = codes.normal(code)
    typed = "-".join((normal[:4], normal[4:8], normal[8:])) if normal else code[:MOST_TYPED]
    response = render(request, "cases/verify.html", {**_answer(paper), "code": typed})
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(paper: Paper | None) -> dict[str, Any]:
    if paper is None or paper.state == Paper.State.DRAFT:
        return {"answer": "unknown"}
    replaced_at = paper.replaced_by.issued_at if paper.replaced_by else None
    return {
        "answer": paper.state,
        "kind": paper.get_kind_display(),
        "issued_at": paper.issued_at,
        "replaced_at": replaced_at,
        "digest": paper.file.digest,
    }


def _slow_down(request: HttpRequest) -> None:
    address = request.META.get("REMOTE_ADDR", "")
    key = f"verify:{address}"
    cache = caches["local"]
    cache.add(key, 0, timeout=60)
    if cache.incr(key) > MOST_A_MINUTE:
        raise TooFast(_("That was a little fast. Please try again in a minute."))
