"""Another last day: both sides have the same page of it, each with its own look."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.offboarding import actions, four_dates, pay_ends, proposals, questions, rules
from lizhi.offboarding.forms import LastDayForm
from lizhi.offboarding.proposals import Proposal
from lizhi.people import rules as people

PROPOSED, PAY_PROPOSED = "last_day_proposed", "pay_end_proposed"
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
        values, terms = form.cleaned_data, form.terms
        actions.propose_last_day(
            case,
            terms.day,
            pay_end=terms.pay_end,
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
    """A button beside the proposal was pressed; it says which days it meant."""
    for name, action in DECIDED.items():
        if terms := proposals.read(request.POST.get(name, "")):
            key = f"day:{case.number}:{request.POST.get('key', '')[:64] or uuid.uuid4().hex}"
            action(case, terms.day, pay_end=terms.pay_end, by=request.user, key=key)
            return True
    return False


def proposal(case: Case) -> dict[str, Any]:
    """What lies on the table and can still come about: the days, who wishes them, the words."""
    known = proposals.offered(case, today=clock.today())
    event = _event(case, known) if known else None
    return {
        "proposal": known,
        "paid_until": pay_ends.of(case),
        "unpaid": pay_ends.is_unpaid(case, known.terms) if known else False,
        "said_by": event.actor if event else None,
        "said_at": event.happened_at if event else None,
        "words": chain.read(event) if event else "",
        "signed": four_dates.signed_day(case),
    }


def _event(case: Case, known: Proposal) -> Event | None:
    """Who has said it, and when."""
    kind = PROPOSED if known.day else PAY_PROPOSED
    event = questions.EVENT_OF_KIND.first(case=case.pk, kind=kind)
    if event:
        event.case = case
    return event
