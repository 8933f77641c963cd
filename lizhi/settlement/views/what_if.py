"""HR and finance suppose an ending: on this day or on that one, of one person or of a place."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people.models import Employment
from lizhi.settlement import actions
from lizhi.settlement.forms import WhatIfForm
from lizhi.settlement.law.explained import Note
from lizhi.settlement.whatif import one, scope
from lizhi.settlement.whatif.cells import LEAST

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
MOST_TYPED = 40
WIDE = 280
"""Of a whole bar in the picture."""
ROWS = {
    "months": _("Months (N)"),
    "n": _("N"),
    "plus_one": _("N+1, with the wage of the last month"),
    "twice": _("2N, if the ending does not hold"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: UserRequest) -> HttpResponse:
    """Nothing is kept and nobody hears of it, but whose wage was looked at is written down."""
    scope.check_can_suppose(request.user)
    check_fresh_code(request, clock.now())
    if request.method != "POST":
        known = {"who": request.GET.get("who", "")[:MOST_TYPED], "last_day": clock.today()}
        return _page(request, WhatIfForm(by=request.user, initial=known))
    form = WhatIfForm(request.POST, by=request.user)
    if not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE)
    try:
        return _page(request, form, **_found(request, form))
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return _page(request, form, status=UNPROCESSABLE)


def _found(request: UserRequest, form: WhatIfForm) -> dict[str, Any]:
    who: Employment | None = form.cleaned_data["who"]
    if who is None:
        place = form.cleaned_data["place"] or scope.EVERYBODY
        return _many(actions.suppose_many(place, days=form.days, by=request.user))
    found = actions.suppose_one(who, days=form.days, by=request.user, at=clock.now())
    return _one(who, found)


def _one(who: Employment, found: list[one.Scenario]) -> dict[str, Any]:
    first, other = found[0], found[1] if len(found) > 1 else None
    lines = one.table(first, other)
    half = len(lines) // 2
    return {
        "who": who,
        "scenarios": [(first, first.notes), *_told_once(found)],
        "days": [each.last_day for each in found],
        "capped": _named(lines[:half]),
        "uncapped": _named(lines[half:]),
        "missing": list(dict.fromkeys(each.missing for each in found if each.missing)),
    }


def _told_once(found: list[one.Scenario]) -> list[tuple[one.Scenario, list[Note]]]:
    """The other day, with the notes that the first one has not told already."""
    known = set(found[0].notes)
    return [(each, [note for note in each.notes if note not in known]) for each in found[1:]]


def _named(lines: list[one.Line]) -> list[dict[str, Any]]:
    found = []
    for line in lines:
        key = line.key.partition("_")[2]
        found.append({"line": line, "name": ROWS[key], "is_months": key == "months"})
    return found


def _many(found: list[Any]) -> dict[str, Any]:
    return {
        "together": found,
        "days": [each.last_day for each in found],
        "sums": _sums(found),
        "doubts": _doubts(found),
        "pictures": [_bars(each.bands) for each in found],
        "least": LEAST,
    }


def _doubts(found: list[Any]) -> list[tuple[Any, list[Any]]]:
    """Of each day what the first one has not said already."""
    first = found[0].doubts
    return [
        (each.last_day, [one for one in each.doubts if each is found[0] or one not in first])
        for each in found
        if each.exposure
    ]


def _sums(found: list[Any]) -> list[dict[str, Any]]:
    """Rows of the table of sums: the same three exposures, and N without the cap."""
    names = {key: ROWS[key] for key in ("n", "plus_one", "twice")}
    names["uncapped"] = _("N without the cap")
    told = [each.exposure for each in found]
    rows = []
    for key, name in names.items():
        values = [getattr(each, key) if each else None for each in told]
        known = [value for value in values if value is not None]
        change = known[1] - known[0] if len(known) > 1 else None
        rows.append({"name": name, "values": values, "difference": change})
    return rows


def _bars(bands: Any) -> list[dict[str, Any]]:
    most = max((cell.people for cell in bands), default=0)
    return [{"cell": cell, "width": round(WIDE * cell.people / most)} for cell in bands]


def _page(
    request: UserRequest, form: WhatIfForm, *, status: int = HTTPStatus.OK, **values: Any
) -> HttpResponse:
    return render(request, "settlement/what_if.html", {"form": form, **values}, status=status)
