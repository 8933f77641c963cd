"""While I am away: who does it meanwhile, from when to when; HR enters it for whoever is ill."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.offboarding import actions, menu, step_names, substituting
from lizhi.offboarding.forms import AwayForm
from lizhi.people import absences, naming
from lizhi.people.models import Absence
from lizhi.people.views.access import staff_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: UserRequest) -> HttpResponse:
    """One's own; whoever has a desk stays at it."""
    at_desk = menu.works_at_a_desk(request.user)
    template = "offboarding/desk/away.html" if at_desk else "offboarding/away.html"
    own = {
        "menu": [],
        "duty": "",
        **(menu.around(request.user, request.path) if at_desk else {}),
        "back": reverse("offboarding:todo"),
    }
    return _answer(request, request.user, template, own)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_staff(request: UserRequest, key: int) -> HttpResponse:
    """Of somebody whom this person looks after as HR."""
    one = get_object_or_404(staff_of(request).active().with_names(), pk=key)
    absences.check_can_enter(one.user, request.user)
    page = {"one": one, "back": reverse("people:employment", args=[one.pk])}
    return _answer(request, one.user, "offboarding/desk/away.html", page)


def _answer(request: UserRequest, user: User, template: str, page: dict[str, Any]) -> HttpResponse:
    posted = request.method == "POST"
    if posted and _button(request, user):
        return redirect(request.path)
    form = AwayForm(request.POST if posted else None, user=user)
    if posted and form.is_valid():
        actions.be_away(user, **form.cleaned_data, by=request.user, at=clock.now())
        return redirect(request.path)
    values = {"form": form, **_known(user, request.user), **page}
    return render(request, template, values, status=422 if form.errors else 200)


def _button(request: UserRequest, user: User) -> bool:
    """One of the entries was ended, or what others have was taken back."""
    if "again" in request.POST:
        actions.take_over_again(user, by=request.user, at=clock.now())
        return True
    key = request.POST.get("end", "")
    if not key.isdecimal():
        return False
    own = Absence.objects.filter(user=user).select_related("user")
    actions.be_back(get_object_or_404(own, pk=int(key)), by=request.user, at=clock.now())
    return True


def _known(user: User, reader: User) -> dict[str, Any]:
    today = clock.today()
    to_come = Absence.objects.from_day(today).order_by("first_day")
    with_others = [
        {
            "name": task.case.employment.name,
            "step": step_names.of_run(task.run),
            "who": task.assignee.name,
        }
        for task in substituting.mine_with_others(user)
    ]
    return {
        "who": user,
        "is_own": user == reader,
        "today": today,
        "absences": to_come.filter(user=user).select_related("substitute", "made_by"),
        "for_others": to_come.filter(substitute=user).select_related("user"),
        "with_others": with_others,
        "near": naming.near(user),
        "may_enter": permit(absences.check_can_enter, user, reader),
    }
