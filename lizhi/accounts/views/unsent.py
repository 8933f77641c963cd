"""Once more: what was sent too late is offered again, with everything that was typed."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_safe

from lizhi.accounts import rules
from lizhi.accounts import unsent as waiting
from lizhi.accounts.http import UserRequest
from lizhi.common import clock


@login_required
@require_safe
def unsent(request: UserRequest) -> HttpResponse:
    """After the code: one press sends it to where it was going."""
    rules.check_fresh_code(request, clock.now())
    form = waiting.find(request, request.GET.get("form", ""))
    if form is None:
        return redirect("/")
    return render(request, "accounts/unsent.html", {"form": form})


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page is older than the last sign-in, in another window say: sent again, with a new token.

    Only when the browser itself says that a page of ours has sent it, and somebody is signed in.
    """
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if not ours or not request.user.is_authenticated or request.headers.get("HX-Request"):
        return csrf_failure(request, reason)
    values = {"form": waiting.Form.of(request), "is_old": True}
    return render(request, "accounts/unsent.html", values, status=HTTPStatus.FORBIDDEN)
