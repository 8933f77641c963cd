"""The texts that people agree to, for anyone to read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.accounts import consents


@require_safe
def consent(request: HttpRequest, kind: str, version: str = "") -> HttpResponse:
    """The newest version of a text, or the one that somebody agreed to back then."""
    text = consents.VERSIONS.get((kind, version)) if version else consents.TEXTS.get(kind)
    if text is None:
        raise Http404
    return render(request, "accounts/consent.html", {"text": text})
