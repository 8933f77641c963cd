"""HR begins an ending: whose, in which way with what it costs, and what the law asks before."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions, openings, reductions, rules, ways
from lizhi.offboarding.forms import BeginForm
from lizhi.people import rules as people
from lizhi.people.models import Employment
from lizhi.settlement.law import grounds

MOST = 20
REDUCING = (Case.Way.LAYOFF,)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: UserRequest) -> HttpResponse:
    """Nothing begins before the last page has been sent."""
    people.check_can_look_after_staff(request.user)
    staff = Employment.objects.in_hands_of(request.user).active().with_names()
    staff = staff.exclude(person__user=request.user)
    asked = {**request.GET.dict(), **request.POST.dict()}
    who = asked.get("who", "")
    if not who.isdecimal():
        words = asked.get("words", "").replace("\0", "").strip()[:40]
        page = {"words": words, "found": _found(staff, words)}
        return render(request, "offboarding/desk/begin_who.html", page)
    employment = get_object_or_404(staff, pk=who)
    way, ground = asked.get("way", ""), asked.get("ground", "")
    if not way:
        rules.check_can_begin(employment, request.user, Case.Way.DEATH)
        return render(request, "offboarding/desk/begin_way.html", _ways(employment))
    openings.check_ground(way, ground)
    rules.check_can_begin(employment, request.user, way)
    check_fresh_code(request, clock.now())
    return _form(request, employment, way, ground)


def _found(staff: QuerySet[Employment], words: str) -> list[Employment]:
    if not words:
        return []
    named = staff.filter(Q(person__name__icontains=words) | Q(number__iexact=words))
    return list(named.order_by("person__name", "pk")[:MOST])


def _ways(employment: Employment) -> dict[str, Any]:
    """Each way with its grounds; of each ground the article, and what it means for the purse."""
    offered = [
        {
            "way": way,
            "name": Case.Way(way).label,
            "grounds": [grounds.ground(code) for code in ways.WAYS[way].grounds],
        }
        for way in ways.STARTED_BY_HR
    ]
    return {"employment": employment, "offered": offered}


def _form(request: UserRequest, employment: Employment, way: str, ground: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    known = reductions.of_company(employment.entity, request.user) if way in REDUCING else []
    said = next((one.said for one in known if one.day == request.GET.get("reduction")), {})
    form = BeginForm(employment, way, ground, data, initial={"key": uuid.uuid4().hex, **said})
    if request.method == "POST" and form.is_valid():
        key = f"begin:{employment.pk}:{form.cleaned_data['key']}"
        case = actions.begin_ending(employment, form.opening, by=request.user, key=key)
        return redirect("offboarding:desk_case", case.number)
    page = {
        "employment": employment,
        "form": form,
        "way": way,
        "way_name": Case.Way(way).label,
        "row": form.row,
        "spec": ways.WAYS[way],
        "tells": way != Case.Way.DEATH,
        "reductions": known,
    }
    status = 422 if form.errors else 200
    return render(request, "offboarding/desk/begin.html", page, status=status)
