"""One-click sign-in of the demo. In any other installation these pages do not exist."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts import http
from lizhi.accounts.demo import people
from lizhi.common import clock


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """A person for every role."""
    _only_in_the_demo()
    return render(request, "accounts/demo.html", {"people": people()})


@require_POST
def demo_sign_in(request: HttpRequest, user_id: int) -> HttpResponse:
    """Be this person, as if the code had come; only whoever stands on the page is offered."""
    _only_in_the_demo()
    for _label, user in people():
        if user.pk == user_id:
            http.sign_in(request, user, strength="code", at=clock.now())
            return redirect("/")
    raise Http404


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404
