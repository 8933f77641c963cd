"""What the company owes whoever leaves, by the law, in plain words."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases import access
from lizhi.common import clock
from lizhi.offboarding import clocks
from lizhi.offboarding.views.phone import own


@login_required
@require_safe
def duties(request: UserRequest, number: str) -> HttpResponse:
    """The same clocks that HR sees, with their articles; after the last day too."""
    mine = own(request, number)
    reach = access.of(mine, request.user)
    found = clocks.statutory(mine, reach, request.user, today=clock.today())
    late = sum(one.state == "late" for one in found)
    page = {"case": mine, "clocks": found, "late": late}
    return render(request, "offboarding/duties.html", page)
