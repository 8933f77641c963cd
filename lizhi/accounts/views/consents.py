"""The texts that people agree to, for anyone to read; and what somebody has agreed to."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts import actions, consents, rules, telling
from lizhi.accounts.http import UserRequest
from lizhi.common.permits import permit

SHOWN = 50
"""The newest; every signature adds one."""


@require_safe
def consent(request: HttpRequest, kind: str, version: str = "") -> HttpResponse:
    """The newest version of a text, or the one that somebody agreed to back then."""
    text = consents.VERSIONS.get((kind, version)) if version else consents.TEXTS.get(kind)
    if text is None:
        raise Http404
    return render(request, "accounts/consent.html", {"text": text, "back": _back(request)})


@login_required
@require_safe
def my_consents(request: UserRequest) -> HttpResponse:
    """What I have agreed to, word for word, since when, and how each of it ends."""
    given = request.user.consents.order_by("-created_at", "-pk")[:SHOWN]
    rows = [
        {
            "consent": one,
            "text": consents.VERSIONS.get((one.kind, one.version)),
            "may": permit(rules.check_can_take_back, one, request.user),
        }
        for one in given
    ]
    return render(request, "accounts/my_consents.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def privacy_changes(request: UserRequest) -> HttpResponse:
    """What the privacy note says now and did not when this person was told last; seen by a press.

    Other firms get something of people only after the note has named them.
    """
    text = consents.TEXTS[telling.PRIVACY]
    if request.method == "POST":
        actions.told(request.user, text.kind, text_hash=request.POST.get("text", ""))
        return redirect("/")
    about = {"text": text, "lines": telling.new_lines(request.user)}
    return render(request, "accounts/privacy_changes.html", about)


@login_required
@require_POST
def withdraw(request: UserRequest, key: int) -> HttpResponse:
    """Taken back, by one press; a second press finds it done."""
    consent = get_object_or_404(request.user.consents, pk=key)
    if consent.revoked_at is None:
        rules.check_can_take_back(consent, request.user)
        actions.revoke(consent, by=request.user)
    return redirect("accounts:my_consents")


def _back(request: HttpRequest) -> str:
    """To the page that led here, so that nobody loses a form or a signature over reading."""
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        came, {request.get_host()}, require_https=request.is_secure()
    )
    path = urlsplit(came).path if ours else ""
    return path if path[:2] not in {"", "//"} and path != request.path else "/"
