"""What all pages of signing in share: send a code, or say that it was too often."""

import datetime as dt
from http import HTTPStatus
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from lizhi.accounts import actions, flow
from lizhi.accounts.forms import PhoneForm

DESK = "/desk/"
"""Where the pages begin that are made for a wide screen."""


def ask_for_code(request: HttpRequest, phone: str, *, at: dt.datetime) -> bool:
    """Send a code and wait for it in this session; False when that was too often.

    A double tap sends one: whoever asks again within the minute waits for the code on its way.
    """
    if flow.was_just_sent(request, phone, at):
        return True
    if not actions.may_send(phone, get_adapter().get_client_ip(request), at=at):
        return False
    flow.start(request, phone, at)
    return True


def going_to(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of ours."""
    where = request.POST.get("next") or request.GET.get("next", "")
    return where if where and get_adapter().is_safe_url(where) else ""


def on_to(name: str, request: HttpRequest) -> str:
    """The address of a page of signing in, which leads on to where the person was going."""
    where = going_to(request)
    return resolve_url(name) + (f"?{urlencode({'next': where})}" if where else "")


def page(name: str, where: str | None) -> str:
    """A page for the hand, or a wide one for whoever is on the way to a desk."""
    wide = "_desk" if where and where.startswith(DESK) else ""
    return f"accounts/{name}{wide}.html"


def too_many(request: HttpRequest, phone: str) -> HttpResponse:
    """Back at the number, which says when to come again."""
    form = PhoneForm({"phone": phone})
    form.is_valid()
    form.refuse_too_many()
    return _at_the_number(request, form)


def by_the_number(request: HttpRequest, problem: str) -> HttpResponse:
    """Another way to sign in came to nothing: why, on the page whose number always works."""
    return _at_the_number(request, PhoneForm(), problem)


def _at_the_number(request: HttpRequest, form: PhoneForm, problem: str = "") -> HttpResponse:
    where = going_to(request)
    values = {
        "form": form,
        "problem": problem,
        "redirect_field_name": "next",
        "redirect_field_value": where,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, page("sign_in", where), values, status=status)
