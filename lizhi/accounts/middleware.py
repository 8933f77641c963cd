"""Keep an officer's session awake while it is used, and lead to the code when one is needed."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from lizhi.accounts import rules, unsent
from lizhi.common import clock

NOTE_EVERY = dt.timedelta(minutes=5)
Next = Callable[[HttpRequest], HttpResponse]


class SignInMiddleware:
    """Stands innermost, so that it hears of a missing code before the page of refusals does."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, then note that the officer is at the desk."""
        response = self.get_response(request)
        if not request.session.accessed:
            return response
        if request.session.get(rules.OFFICER):
            _note_activity(request)
        if request.method == "POST" and response.status_code < HTTPStatus.BAD_REQUEST:
            unsent.forget_sent(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Reading goes on after the code by itself; what was written waits for another press."""
        if not isinstance(exception, rules.CodeNeeded) or not request.user.is_authenticated:
            return None
        page = _where_to(request)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=204, headers={"HX-Redirect": _code_for(page)})
        if request.method in {"GET", "HEAD"}:
            return HttpResponseRedirect(_code_for(page))
        waits = unsent.keep(request, clock.now())
        values = {"refusal": exception, "again_url": _code_for(waits or page), "waits": waits}
        return render(request, "accounts/code_needed.html", values, status=403)


def _code_for(where: str) -> str:
    return f"{resolve_url('accounts:again')}?{urlencode({'next': where})}"


def _note_activity(request: HttpRequest) -> None:
    """Every five minutes at most; a session that was left too long stays so until a new code."""
    now = clock.now()
    away = now - rules.moment(request.session[rules.SEEN_AT])
    if NOTE_EVERY <= away <= rules.idle_limit():
        request.session[rules.SEEN_AT] = now.isoformat()


def _where_to(request: HttpRequest) -> str:
    """The page itself, or the page whose form was sent."""
    if request.method in {"GET", "HEAD"} and request.headers.get("HX-Request") != "true":
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    return came_from if is_ours else "/"
