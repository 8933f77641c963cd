"""One person, and one full number for a moment."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.people import actions, forms, standing
from lizhi.people.models import Employment, Reveal, roles_of
from lizhi.people.views.access import staff_of
from lizhi.people.views.lines import line

SHOWN_FOR = 30
"""Seconds that a full number stays on the screen."""


def _one(request: UserRequest, key: int) -> Employment:
    return get_object_or_404(staff_of(request).with_names(), pk=key)


@login_required
@require_safe
def employment(request: UserRequest, key: int) -> HttpResponse:
    """One person's contract, place and masked numbers."""
    one = _one(request, key)
    how = standing.standings([one], clock.today())[one.pk]
    by_hr = roles_of(request.user).is_hr_of(one.branch_id) and one.user != request.user
    page = {**line(one, how), "fields": Reveal.NUMBERS, "may_begin": by_hr}
    return render(request, "people/employment.html", page)


@login_required
@require_POST
def reveal(request: UserRequest, key: int) -> HttpResponse:
    """One full number for 30 seconds; who has looked is written down."""
    one = _one(request, key)
    form = forms.RevealForm(request.POST)
    if not form.is_valid():
        raise Http404
    field = form.cleaned_data["field"]
    value = actions.reveal(one, field, by=request.user, at=clock.now())
    back = reverse("people:employment", args=[one.pk])
    values = {"employment": one, "field": field, "value": value, "back": back}
    part = request.headers.get("HX-Request") == "true"
    answer = render(request, "people/_revealed.html" if part else "people/revealed.html", values)
    if not part:
        answer.headers["Refresh"] = f"{SHOWN_FOR}; url={back}"
    return answer


@login_required
@require_safe
def masked(request: UserRequest, key: int, field: str) -> HttpResponse:
    """The covered number again, when its 30 seconds are over."""
    if field not in Reveal.NUMBERS:
        raise Http404
    return render(
        request, "people/_masked.html", {"employment": _one(request, key), "field": field}
    )
