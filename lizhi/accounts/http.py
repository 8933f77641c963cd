"""The request as pages see it once somebody has signed in, and what its session remembers."""

import datetime as dt

from django.contrib import auth
from django.http import HttpRequest

from lizhi.accounts import rules, unsent
from lizhi.accounts.models import User

BACKEND = "lizhi.accounts.backend.PhoneBackend"


class UserRequest(HttpRequest):
    """A request whose user is one of ours."""

    user: User


def sign_in(request: HttpRequest, user: User, *, strength: str, at: dt.datetime) -> None:
    """Start this person's session, known by `strength`; the old session's key dies."""
    auth.login(request, user, backend=BACKEND)
    remember(request, user, strength=strength, at=at)


def remember(request: HttpRequest, user: User, *, strength: str, at: dt.datetime) -> None:
    """Note by what the person is known; code and passkey are noted with their time."""
    unsent.tidy(request, user.pk, at)
    request.session[rules.STRENGTH] = strength
    request.session[rules.OFFICER] = rules.is_officer(user)
    request.session[rules.SEEN_AT] = at.isoformat()
    for known, key in (("code", rules.CODE_AT), ("passkey", rules.PASSKEY_AT)):
        if strength == known:
            request.session[key] = at.isoformat()
        else:
            request.session.pop(key, None)
