"""The one-time link of the first administrator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from lizhi.accounts import actions, http, rules
from lizhi.common import clock
from lizhi.common.fields import masked


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows whom it is for; only the button uses it up."""
    now = clock.now()
    if request.method == "POST":
        user = actions.accept(token, at=now)
        http.sign_in(request, user, strength="invitation", at=now)
        return redirect(_first_page())
    found = rules.find_invitation(token, now)
    values = {"masked_phone": masked(found.phone), "expires_at": found.expires_at}
    return render(request, "accounts/invitation.html", values)


def _first_page() -> str:
    """Where the company is set up; the start page where that is done elsewhere."""
    try:
        return reverse("people:first_run")
    except NoReverseMatch:
        return "/"
