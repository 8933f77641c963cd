"""Years with their state, own calendars, and which branch follows which."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.calendars import overview
from lizhi.calendars.views.access import as_keeper
from lizhi.common import clock
from lizhi.people.models import Branch


@login_required
@require_safe
def page(request: UserRequest) -> HttpResponse:
    """All on one page."""
    as_keeper(request)
    years = overview.years(clock.today())
    values = {
        "years": years,
        "guessed": [one.year for one in years if not one.announced],
        "own": overview.own(),
        "branches": Branch.objects.select_related("entity").order_by("entity", "name"),
    }
    return render(request, "calendars/page.html", values)
