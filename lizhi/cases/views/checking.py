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


class TooFast(Refused):
    """Somebody tries codes one after the other."""

    code = "too_fast"


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The page with the one field; a code in the address leads on."""
    if code := request.GET.get("code", ""):
        return redirect("cases:verify", codes.normal(code) or "UNKNOWN")
    return render(request, "cases/verify.html", {"answer": "ask"})


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Valid, replaced, revoked or unknown; kind, date and SHA-256 of the file, nothing else."""
    _slow_down(request)
    paper = Paper.objects.filter(code_index=codes.index(code)).select_related("file").first()
    page = _answer(paper)
    shown = codes.normal(code)
    page["code"] = "-".join((shown[:4], shown[4:8], shown[8:])) if shown else ""
    response = render(request, "cases/verify.html", page)
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
