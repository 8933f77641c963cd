"""The request as pages see it once somebody has signed in."""

from django.http import HttpRequest

from lizhi.accounts.models import User


class UserRequest(HttpRequest):
    """A request whose user is one of ours."""

    user: User
