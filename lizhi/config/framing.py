"""Pages of a signature in a frame of the company's own portal; every other page in none."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lizhi.config.middleware import POLICY

PAGES = frozenset(
    f"signing:{name}"
    for name in (
        *("waiting", "seen", "set_code", "set_identity", "set_hand", "set_done"),
        *("read", "original", "code", "identity", "hand", "done", "decline", "want"),
    )
)
"""What the person who signs sees. Not: what a witness does, the desk, another firm's service."""
SIGNING = "/sign/"
Next = Callable[[HttpRequest], HttpResponse]


def framed_by(request: HttpRequest) -> list[str]:
    """The origins that may show this page in a frame; none, unless it is one of a signature."""
    match = request.resolver_match
    return settings.EMBED_ORIGINS if match and match.view_name in PAGES else []


class Frames:
    """Lets the portals of the settings frame these pages, by the content policy alone."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """An older browser, which knows only X-Frame-Options, is left to it on all other pages."""
        response = self.get_response(request)
        origins = framed_by(request)
        if not origins:
            return response
        if _leads_away(request, response):
            response = render(request, "framed_out.html", {"page": request.get_full_path()})
        policy = POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}")
        response.headers["Content-Security-Policy"] = policy
        response.headers.pop("X-Frame-Options", None)
        return response


def _leads_away(request: HttpRequest, response: HttpResponse) -> bool:
    """On to a page that no frame shows, as the one for signing in: it would stay blank there."""
    if (
        request.headers.get("Sec-Fetch-Dest") != "iframe"
        or response.status_code != HTTPStatus.FOUND
    ):
        return False
    return not urlsplit(response.headers["Location"]).path.startswith(SIGNING)
