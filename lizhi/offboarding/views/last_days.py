"""Another last day: both sides have the same page of it, each with its own look."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions, four_dates, proposals, questions, rules
from lizhi.offboarding.forms import LastDayForm
from lizhi.people import rules as people

PROPOSED = "last_day_proposed"
DECIDED = {"agree": actions.agree_last_day, "back": actions.take_back_last_day}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: UserRequest, number: str) -> HttpResponse:
    """The employee proposes a day, or agrees to the company's."""
    own = Case.objects.of(request.user).select_related("employment__person__user", "branch")
    case = get_object_or_404(own, number=number)
    return answer(request, case, back="offboarding:case", template="my_last_day.html")


def answer(request: UserRequest, case: Case, *, back: str, template: str) -> HttpResponse:
    """Propose, take back, or agree to what the other side has proposed; the same for both."""
    if _decided(request, case):
        return redirect(back, case.number)
    data = request.POST if request.method == "POST" else None
    form = LastDayForm(case, data, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.propose_last_day(
            case,
            values["day"],
            by=request.user,
            words=values["words"],
            key=f"day:{case.number}:{values['key']}",
        )
        return redirect(back, case.number)
    rules.check_can_propose_last_day(case, request.user)
    page = {
        **proposal(case),
        "case": case,
        "form": form,
        "key": uuid.uuid4().hex,
        "hr": people.contact_of(case.leaver, case.branch),
    }
    status = 422 if form.errors else 200
    return render(request, f"offboarding/{template}", page, status=status)


def _decided(request: UserRequest, case: Case) -> bool:
    """A button beside the proposal was pressed; it says which day it meant."""
    for name, action in DECIDED.items():
        if day := _day(request.POST.get(name, "")):
            key = f"day:{case.number}:{request.POST.get('key', '')[:64] or uuid.uuid4().hex}"
            action(case, day, by=request.user, key=key)
            return True
    return False


def proposal(case: Case) -> dict[str, Any]:
    """What lies on the table and can still come about: the day, whose wish it is, the words."""
    known = proposals.offered(case, today=clock.today())
    event = questions.EVENT_OF_KIND.first(case=case.pk, kind=PROPOSED) if known else None
    if event:
        event.case = case
    return {
        "proposed": known.day if known else None,
        "side": known.side if known else "",
        "words": chain.read(event) if event else "",
        "signed": four_dates.signed_day(case),
    }


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
