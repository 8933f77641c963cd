"""HR registers a letter of resignation that came on paper, by mail or by chat."""

import uuid

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common.refusals import NotPermitted
from lizhi.offboarding import actions, requests
from lizhi.offboarding.arrival import Application, by_hr
from lizhi.offboarding.forms import RegisterForm
from lizhi.people import rules as people
from lizhi.people.models import Employment

MOST = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: UserRequest) -> HttpResponse:
    """First whose letter it is, then when and how it came; the days count from its arrival."""
    people.check_can_look_after_staff(request.user)
    staff = Employment.objects.in_hands_of(request.user).active().with_names()
    staff = staff.exclude(person__user=request.user)
    who = request.POST.get("who") or request.GET.get("who") or ""
    if not who.isdecimal():
        words = request.GET.get("words", "").replace("\0", "").strip()[:40]
        page = {"words": words, "found": _found(staff, words)}
        return render(request, "offboarding/desk/register_who.html", page)
    employment = get_object_or_404(staff, pk=who)
    if not people.roles_of(request.user).is_hr_of(employment.branch_id):
        raise NotPermitted(_("Only HR of this branch can register a letter."))
    return _letter(request, employment)


def _found(staff: QuerySet[Employment], words: str) -> list[Employment]:
    if not words:
        return []
    named = staff.filter(Q(person__name__icontains=words) | Q(number__iexact=words))
    return list(named.order_by("person__name", "pk")[:MOST])


def _letter(request: UserRequest, employment: Employment) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = RegisterForm(employment, data, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        case = actions.register(
            employment,
            Application(wished_day=values["wished_day"], words=values["words"]),
            by=request.user,
            channel=by_hr(
                way=values["way"],
                waybill=values["waybill"],
                device=requests.device(request),
            ),
            arrived_at=values["moment"],
            key=f"register:{values['key']}",
        )
        return redirect("offboarding:desk_case", case.number)
    page = {"employment": employment, "form": form}
    status = 422 if form.errors else 200
    return render(request, "offboarding/desk/register.html", page, status=status)
