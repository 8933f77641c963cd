"""Load an official list: a trial first, then the button."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.calendars import actions, trial
from lizhi.calendars.forms import BackForm, ListForm
from lizhi.calendars.models import HolidayList
from lizhi.calendars.views.access import as_keeper
from lizhi.common import clock
from lizhi.common.refusals import Refused


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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: UserRequest, key: int) -> HttpResponse:
    """What changes and which times move without this list; then the button."""
    as_keeper(request)
    loaded = get_object_or_404(HolidayList, pk=key)
    form = BackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.take_back(loaded, reason=reason, by=request.user, at=clock.now())
        return redirect("calendars:page")
    if not loaded.is_current:
        raise Refused(_("This list does not count any more."))
    page = {"loaded": loaded, "form": form, "trial": trial.without(loaded.year)}
    return render(request, "calendars/back.html", page, status=422 if form.is_bound else 200)


def _asked(request: UserRequest) -> int | None:
    year = request.GET.get("year", "")
    return int(year) if year.isdecimal() and len(year) == 4 else None
