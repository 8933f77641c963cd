"""Remind managers that contracts of theirs end: whom, of whom, and then that it was done."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common import calendar, clock, wording
from lizhi.offboarding import actions
from lizhi.offboarding import endings as ending
from lizhi.people.models import Employment
from lizhi.people.views.chosen import back_of, chosen
from lizhi.people.views.search import Search


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def endings(request: UserRequest) -> HttpResponse:
    """Whoever was ticked in the list of staff; afterwards the same page says who was told when."""
    people = chosen(request)
    if not people:
        return redirect(back_of(request))
    now = clock.now()
    if request.method == "POST":
        actions.remind_of_endings(people, by=request.user, at=now)
        again = [("who", one.pk) for one in people]
        query = urlencode(again) + "&" + Search.read(request.POST).address()
        return redirect(f"{reverse('offboarding:endings')}?{query}")
    asked = ending.by_manager(people, request.user, now)
    page = {
        "rows": _rows(people, asked, request),
        "bosses": len(asked),
        "count": sum(len(theirs) for theirs in asked.values()),
        "morning": calendar.quiet(now) > now,
        "back": back_of(request),
        "search": Search.read(request.GET),
    }
    return render(request, "offboarding/desk/endings.html", page)


def _rows(people: list[Employment], asked: Any, request: UserRequest) -> list[dict[str, Any]]:
    now = clock.now()
    told = ending.told_today(people, now)
    bosses = {one.pk: boss for boss, theirs in asked.items() for one in theirs}
    rows = []
    for one in people:
        if boss := bosses.get(one.pk):
            said = _("to %(boss)s") % {"boss": boss.name}
        elif past := told.get(one.pk):
            name = past.told.name if past.told else ""
            when = wording.moment(past.created_at)
            said = _("told %(boss)s %(when)s") % {"boss": name, "when": when}
        elif ending.ends_soon(one, clock.today()):
            said = _("this is yours to decide")
        else:
            said = _("does not end within 30 days")
        rows.append({"one": one, "said": said})
    return rows
