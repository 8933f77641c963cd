"""Load an official list: a trial first, then the button."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.calendars import actions, trial
from lizhi.calendars.forms import ListForm
from lizhi.calendars.views.access import as_keeper
from lizhi.common import clock


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: UserRequest) -> HttpResponse:
    """What changes and which times move; only what was shown is loaded."""
    as_keeper(request)
    posted = request.method == "POST"
    form = ListForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"year": _asked(request) or clock.today().year + 1},
    )
    if not form.is_valid():
        return render(request, "calendars/load.html", {"form": form}, status=422 if posted else 200)
    values = form.cleaned_data
    if values["digest"] == form.found.digest:
        actions.load(
            form.found,
            year=values["year"],
            document=values["document"],
            by=request.user,
            at=clock.now(),
        )
        return redirect("calendars:page")
    page = {"values": values, "found": form.found, "trial": trial.of(form.found, values["year"])}
    return render(request, "calendars/trial.html", page)


def _asked(request: UserRequest) -> int | None:
    year = request.GET.get("year", "")
    return int(year) if year.isdecimal() and len(year) == 4 else None
