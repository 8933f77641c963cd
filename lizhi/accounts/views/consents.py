"""The texts that people agree to, for anyone to read."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from lizhi.accounts import consents


@require_safe
def consent(request: HttpRequest, kind: str, version: str = "") -> HttpResponse:
    """The newest version of a text, or the one that somebody agreed to back then."""
    text = consents.VERSIONS.get((kind, version)) if version else consents.TEXTS.get(kind)
    if text is None:
        raise Http404
    return render(request, "accounts/consent.html", {"text": text, "back": _back(request)})


def _back(request: HttpRequest) -> str:
    """To the page that led here, so that nobody loses a form or a signature over reading."""
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        came, {request.get_host()}, require_https=request.is_secure()
    )
    path = urlsplit(came).path if ours else ""
    return path if path[:2] not in {"", "//"} and path != request.path else "/"
