"""What waits, what could not be done, who works."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.jobs import looks, page, pausing
from lizhi.jobs.views.access import as_administrator
from lizhi.notifications import waiting

LOOK = page.SHOWN[0]


@login_required
@require_safe
def jobs(request: UserRequest) -> HttpResponse:
    """First what somebody has to look at; the rest by its own list."""
    as_administrator(request)
    now = clock.now()
    show = request.GET.get("show", LOOK)
    show = show if show in page.SHOWN else LOOK
    case = request.GET.get("case", "").strip()[:20]
    texts = waiting.troubled().order_by("state", "due_at")[: page.MOST] if show == LOOK else []
    look = looks.last()
    values = {
        "now": now,
        "look": look,
        "faults": looks.faults(look) if look else [],
        "figures": page.figures(now),
        "lines": page.lines(show, case, now),
        "texts": [] if case else texts,
        "show": show,
        "case": case,
        "workers": page.workers(now),
        "timed": page.timed(now),
        "paused": pausing.current(),
    }
    return render(request, "jobs/page.html", values)
