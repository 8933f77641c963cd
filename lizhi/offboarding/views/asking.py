"""Whom to ask: for everybody, signed in or not."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.accounts.models import User
from lizhi.people import rules as people
from lizhi.people.models import Employment


@require_safe
def whom_to_ask(request: HttpRequest) -> HttpResponse:
    """HR of one's own branch, also for whoever has left; a stranger gets the firm's line."""
    mine = _newest(request.user) if isinstance(request.user, User) else None
    page = {
        "hr": people.contact_of(mine.user, mine.branch) if mine else None,
        "help_line": settings.HELP_LINE,
    }
    return render(request, "offboarding/whom_to_ask.html", page)


def _newest(user: User) -> Employment | None:
    theirs = Employment.objects.filter(person__user=user).select_related("branch", "person__user")
    return theirs.order_by("-hired_on", "-pk").first()
