"""Anybody drops a PDF or a package here and reads whether it holds. No account, no name of ours."""

import datetime as dt
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.cases import actions, limits, waiting
from lizhi.cases.models import FileCheck
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import assurances, faults, indications

MOST_FILES_A_MINUTE = 6


@csrf_exempt  # nobody is signed in, and nothing is done in anybody's name
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The page with the one field for a file; the file waits for the job worker."""
    if request.method != "POST":
        return _quiet(render(request, "cases/check.html", {"most": waiting.MOST_BYTES}))
    limits.slow_down(request, "file", MOST_FILES_A_MINUTE)
    file = request.FILES.get("file")
    try:
        if file is None or not limits.came_from_the_page(request):
            raise Refused(_("Please choose a PDF or a package (ZIP) first."))
        made = actions.hand_in(file.read(waiting.MOST_BYTES + 1), at=clock.now())
    except Refused as refusal:
        page = {"most": waiting.MOST_BYTES, "problem": refusal.reason}
        return _quiet(render(request, "cases/check.html", page, status=422))
    return redirect("cases:checked", made.key)


@require_safe
def checked(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The answer, as soon as there is one; the page asks again by itself."""
    now = clock.now()
    found = get_object_or_404(FileCheck, pk=key)
    if found.created_at < now - waiting.KEPT:
        raise Http404
    told = waiting.answer_of(found)
    part = request.headers.get("HX-Request") == "true"
    template = "cases/_checked.html" if part else "cases/checked.html"
    page = {"check": found, "told": _in_words(told) if told else None}
    return _quiet(render(request, template, page))


def _in_words(told: dict[str, Any]) -> dict[str, Any]:
    """The codes of the answer as sentences of the reader's language."""
    codes = [code for code, _about in told["problems"]]
    indication, sub = indications.of(codes)
    void = told.get("issued", {}).get("void") or told.get("void")
    return {
        **told,
        "void": _void(void) if void else None,
        "problems": [
            {"about": about, "words": faults.WORDS.get(code, code)}
            for code, about in told["problems"]
        ],
        "signers": [
            {**one, "at": _moment(one["at"]), "worth": assurances.words(one.get("assurance", ""))}
            for one in told["signers"]
        ],
        "beside": [
            assurances.beside(about, name, trusted=trusted)
            for about, name, trusted in told.get("beside", ())
        ],
        "papers": [_in_words(one) for one in told["papers"]],
        "indication": indication,
        "sub_indication": sub,
        **_verdict(indication, sub, void=bool(void)),
    }


def _verdict(indication: str, sub: str, *, void: bool) -> dict[str, Any]:
    """The headline: what holds no more is not shown as if it did, however genuine it is."""
    if void and indication == indications.PASSED:
        return {"headline": _("It is genuine, and void"), "why": "", "mark": "late"}
    return {
        "headline": indications.HEADLINES[indication],
        "why": indications.WORDS.get(sub, ""),
        "mark": {indications.PASSED: "ok", indications.FAILED: "late"}.get(indication, "soon"),
    }


def _void(told: dict[str, str]) -> dict[str, Any]:
    return {"by": told["by"], "on": dt.date.fromisoformat(told["on"]) if told["on"] else None}


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _quiet(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response
