"""HR and finance suppose an ending: on this day or on that one, of one person or of a place."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people.models import Employment
from lizhi.settlement import actions
from lizhi.settlement.forms import WhatIfForm
from lizhi.settlement.views import what_if_shown as shown
from lizhi.settlement.whatif import scope
from lizhi.settlement.whatif.cells import LEAST

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
MOST_TYPED = 40


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
    told: dict[str, Any] = {
        "days": form.days,
        "by": request.user,
        "at": clock.now(),
        "terms": form.terms,
    }
    if who is None:
        place = form.cleaned_data["place"] or scope.EVERYBODY
        return {**shown.together(actions.suppose_many(place, **told)), "least": LEAST}
    return {"who": who, **shown.alone(actions.suppose_one(who, **told))}


def _page(
    request: UserRequest, form: WhatIfForm, *, status: int = HTTPStatus.OK, **values: Any
) -> HttpResponse:
    return render(request, "settlement/what_if.html", {"form": form, **values}, status=status)
