"""The person's own phones: set up, named, taken away; and signing in with one."""

import datetime as dt

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts import http
from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.accounts.views.codes import by_the_number, going_to
from lizhi.common import clock
from lizhi.identity import actions, forms, rules

ASKED = "passkey_asked"
"""Where the session keeps what this browser was asked."""


@login_required
@require_safe
def passkeys(request: UserRequest) -> HttpResponse:
    """Which phones show who I am; a phone that can do so is offered to be set up."""
    accounts.check_fresh_code(request, clock.now())
    return _page(request, forms.NewPasskey())


@login_required
@require_POST
def passkey_options(request: UserRequest) -> HttpResponse:
    """What this phone is asked for to make a passkey."""
    now = _known(request)
    return JsonResponse(actions.ask_new_passkey(request.user, at=now))


@login_required
@require_POST
def add_passkey(request: UserRequest) -> HttpResponse:
    """The phone has made one."""
    now = _known(request)
    form = forms.NewPasskey(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    added = actions.add_passkey(request.user, **form.cleaned_data, at=now)
    if added.passkey is None:
        form.add_error(None, added.problem)
        return _page(request, form, status=422)
    return redirect(_next(request) or "identity:passkeys")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: UserRequest, key: int) -> HttpResponse:
    """Another name for one of my phones."""
    _known(request)
    found = get_object_or_404(rules.passkeys_of(request.user), pk=key)
    form = forms.Name(
        request.POST if request.method == "POST" else None, initial={"name": found.name}
    )
    if form.is_valid():
        actions.rename_passkey(found, name=form.cleaned_data["name"], by=request.user)
        return redirect("identity:passkeys")
    status = 422 if form.is_bound else 200
    return render(request, "identity/passkey.html", {"form": form, "passkey": found}, status=status)


@login_required
@require_POST
def remove_passkey(request: UserRequest, key: int) -> HttpResponse:
    """That phone is sold, lost or no longer mine."""
    _known(request)
    actions.remove_passkey(
        get_object_or_404(rules.passkeys_of(request.user), pk=key), by=request.user
    )
    return redirect("identity:passkeys")


@require_POST
def sign_in_options(request: HttpRequest) -> HttpResponse:
    """What a phone is asked whose owner has not said a number."""
    asked, options = actions.ask_who(get_adapter().get_client_ip(request), at=clock.now())
    request.session[ASKED] = [asked.challenge, asked.asked_at.isoformat()]
    return JsonResponse(options)


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """The phone has answered: in, or back to the number with the reason why not."""
    now, form = clock.now(), forms.Answer(request.POST)
    kept = request.session.pop(ASKED, None)
    if not form.is_valid():
        return by_the_number(request, str(form.errors["answer"][0]))
    asked = actions.Question(kept[0], accounts.moment(kept[1])) if kept else None
    found = actions.recognise(asked, answer=form.cleaned_data["answer"], at=now)
    if found.user is None:
        return by_the_number(request, found.problem)
    http.sign_in(request, found.user, strength="passkey", at=now)
    return redirect(going_to(request) or "/")


def _known(request: UserRequest) -> dt.datetime:
    now = clock.now()
    accounts.check_fresh_code(request, now)
    return now


def _page(request: UserRequest, form: forms.NewPasskey, status: int = 200) -> HttpResponse:
    about = {
        "form": form,
        "passkeys": rules.passkeys_of(request.user),
        "next": _next(request),
    }
    return render(request, "identity/passkeys.html", about, status=status)


def _next(request: UserRequest) -> str:
    """Where the person was going, if that is a page of ours."""
    where = request.POST.get("next") or request.GET.get("next", "")
    return where if url_has_allowed_host_and_scheme(where, allowed_hosts=None) else ""
