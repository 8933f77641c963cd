"""A company's own calendars, and the branches that follow them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.calendars import actions
from lizhi.calendars.forms import WEEKDAYS, NewForm, OwnForm
from lizhi.calendars.views.access import as_keeper
from lizhi.common import clock
from lizhi.common.models import Calendar, CalendarDay
from lizhi.people.models import Branch

COLUMNS = ("title", "week", "opens", "closes", "noon_from", "noon_to")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """One that is not there yet."""
    as_keeper(request)
    initial = {"weekdays": [number for number, _name in WEEKDAYS[:5]]}
    form = NewForm(request.POST if request.method == "POST" else None, initial=initial)
    return _saved(request, form) or _shown(request, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: UserRequest, code: str) -> HttpResponse:
    """Week, shift and days of one."""
    as_keeper(request)
    found = get_object_or_404(Calendar, code=code)
    initial = {
        "weekdays": [number for number, _name in WEEKDAYS if found.week[int(number)] == "1"],
        "days": _days(code),
    }
    data = request.POST if request.method == "POST" else None
    form = OwnForm(data, instance=found, initial=initial)
    return _saved(request, form, code) or _shown(request, form, found)


def _days(code: str) -> str:
    rows = CalendarDay.objects.filter(calendar=code).order_by("day")
    return "\n".join(f"{one.day}, {one.kind}, {one.name}" for one in rows)


def _saved(request: UserRequest, form: OwnForm, code: str = "") -> HttpResponse | None:
    if not form.is_valid():
        return None
    values: dict[str, Any] = {name: form.cleaned_data[name] for name in COLUMNS}
    actions.save(
        code or form.cleaned_data["code"],
        values=values,
        days=form.cleaned_data["rows"],
        by=request.user,
        at=clock.now(),
    )
    return redirect("calendars:page")


def _shown(request: UserRequest, form: OwnForm, found: Calendar | None = None) -> HttpResponse:
    page = {
        "form": form,
        "calendar": Calendar.objects.filter(pk=found.pk).first() if found else None,
    }
    return render(request, "calendars/own.html", page, status=422 if form.is_bound else 200)


@login_required
@require_POST
def choose(request: UserRequest, key: int) -> HttpResponse:
    """Which calendar a branch follows."""
    as_keeper(request)
    branch = get_object_or_404(Branch, pk=key)
    code = request.POST.get("calendar", "")[:60]
    actions.choose(branch, code, by=request.user, at=clock.now())
    return redirect("calendars:page")
