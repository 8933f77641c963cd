"""The person whom the company has written to: say that it has come, or that one does not agree."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions, meanings, objections, protection, screening, ways
from lizhi.offboarding.forms import WordsForm
from lizhi.people import rules as people


def _own(request: UserRequest, number: str) -> Case:
    own = Case.objects.of(request.user)
    return get_object_or_404(
        own.select_related("employment__person__user", "branch", "entity"), number=number
    )


@login_required
@require_http_methods(["GET", "POST"])
def objection(request: UserRequest, number: str) -> HttpResponse:
    """Written down with its hour; HR hears of it at once, and nothing waits for an answer."""
    mine = _own(request, number)
    form = WordsForm(request.POST or None, initial={"key": uuid.uuid4().hex})
    objections.check_can_object(mine, request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key = f"object:{number}:{values['key']}"
        actions.object_to_ending(mine, words=values["words"], by=request.user, key=key)
        return redirect("offboarding:case", number)
    page = {
        "case": mine,
        "form": form,
        "meaning": meanings.of(mine),
        "hr": people.contact_of(request.user, mine.branch),
    }
    return render(request, "offboarding/objection.html", page, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def protected(request: UserRequest, number: str) -> HttpResponse:
    """A case of article 42 holds: HR alone reads it, and nothing ends before it has answered."""
    mine = _own(request, number)
    form = WordsForm(request.POST or None, initial={"key": uuid.uuid4().hex})
    taken_back = request.POST.get("answer") == "take_back"
    if screening.claimed(mine):
        screening.check_can_take_back(mine, request.user)
    else:
        screening.check_can_claim(mine, request.user, today=clock.today())
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if taken_back:
            key = f"unprotect:{number}:{values['key']}"
            actions.take_back_bar(mine, by=request.user, key=key)
        else:
            key = f"protect:{number}:{values['key']}"
            actions.claim_bar(mine, words=values["words"], by=request.user, key=key)
        return redirect("offboarding:case", number)
    page = {
        "case": mine,
        "form": form,
        "bars": protection.BARS,
        "claimed": screening.claimed(mine),
        "runs_on": ways.ground_of(mine).barred == "45",
        "hr": people.contact_of(request.user, mine.branch),
    }
    return render(request, "offboarding/protected.html", page, status=422 if form.errors else 200)


@login_required
@require_POST
def received(request: UserRequest, number: str) -> HttpResponse:
    """It has come: that is all that is said by it."""
    mine = _own(request, number)
    key = f"received:{number}:{request.POST.get('key', '')[:64]}"
    actions.confirm_receipt(mine, by=request.user, key=key)
    return redirect("offboarding:case", number)
