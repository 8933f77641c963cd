"""How long each page was on the screen, as the browser tells when the paper is left."""

import re

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.signing.views import own

FIELD = re.compile(r"page(\d{1,3})")
MOST_SECONDS = 4 * 60 * 60
"""Of one page. Whoever falls asleep over it has not read longer."""


@login_required
@require_POST
def dwell(request: UserRequest, biz_no: str) -> HttpResponse:
    """Seconds are added up until the signature; page 0 is the flowing text."""
    actor = own.actor_of(request, biz_no, clock.now())
    pages: dict[str, int] = dict(own.remembered(request, actor).get("pages", {}))
    for page, seconds in _told(request, max(actor.envelope.pages, 1)):
        pages[page] = min(pages.get(page, 0) + seconds, MOST_SECONDS)
    if pages and not own.has_signed(actor):
        own.remember(request, actor, pages=pages)
    return HttpResponse(status=204)


def _told(request: UserRequest, most: int) -> list[tuple[str, int]]:
    found = []
    for name, value in request.POST.items():
        match = FIELD.fullmatch(name)
        if match and int(match[1]) <= most and re.fullmatch(r"\d{1,5}", str(value)):
            found.append((str(int(match[1])), int(str(value))))
    return found
