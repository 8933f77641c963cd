"""Something that is done with several cases of the board at once."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Case
from lizhi.common import calendar, clock
from lizhi.common.refusals import NotPermitted
from lizhi.offboarding import actions, board, chosen, menu, words
from lizhi.offboarding.board import Query
from lizhi.offboarding.forms import HandAllOnForm, PressAllForm


def _asked(request: UserRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _cases(request: UserRequest) -> list[Case]:
    """Those that were ticked, or all that the list finds; nothing out of reach."""
    if not menu.works_at_a_desk(request.user):
        raise NotPermitted(words.FOR_HR)
    asked, scope = _asked(request), case_rules.at_desk(request.user).on_boards()
    if asked.get("all"):
        query = Query.of(asked)
        found = board.every(scope, query, request.user, now=clock.now(), most=chosen.MOST)
        numbers = [row["number"] for row in found]
    else:
        numbers = asked.getlist("who")[: chosen.MOST]
    cases = scope.filter(number__in=numbers).select_related(
        "employment__person__user", "employment__department", "branch"
    )
    place = {number: n for n, number in enumerate(numbers)}
    return sorted(cases, key=lambda case: place[case.number])


def _back(request: UserRequest) -> str:
    query = Query.of(_asked(request)).address
    return reverse("offboarding:board") + (f"?{query}" if query else "")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def press_chosen(request: UserRequest) -> HttpResponse:
    """Remind whoever holds up each of these cases; who that is stands there before."""
    cases = _cases(request)
    if not cases:
        return redirect(_back(request))
    form = PressAllForm(request.POST if request.method == "POST" else None)
    refused: dict[int, str] = {}
    if form.is_valid():
        said = form.cleaned_data["words"]
        no = actions.press_all(_free(cases, request), by=request.user, said=said)
        if not no:
            return redirect(_back(request))
        refused = {case.pk: why for case, why in no}
    now = clock.now()
    lines = chosen.to_press(cases, request.user, now=now)
    page = {
        "rows": [(line.case, refused.get(line.case.pk) or line.said) for line in lines],
        "count": sum(1 for line in lines if line.held and not line.why_not),
        "morning": calendar.quiet(now) > now,
        **_page(request, form, cases),
    }
    return render(request, "offboarding/desk/press_chosen.html", page, status=_status(form))


def _free(cases: list[Case], request: UserRequest) -> list[Case]:
    lines = chosen.to_press(cases, request.user, now=clock.now())
    return [line.case for line in lines if line.held and not line.why_not]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_chosen_on(request: UserRequest) -> HttpResponse:
    """Give one person's steps of these cases to somebody else, who is ill or away for instance."""
    cases = _cases(request)
    handings = chosen.to_hand_on(cases, request.user)
    if not handings:
        return redirect(_back(request))
    data = request.POST if request.method == "POST" else None
    people = chosen.holders(handings), chosen.takers(handings)
    form = HandAllOnForm(*people, data, initial={"key": uuid.uuid4().hex})
    refused: dict[int, str] = {}
    if form.is_valid():
        values = form.cleaned_data
        tasks = [one.task for one in handings if one.task.assignee == values["whose"]]
        no = actions.hand_all_on(tasks, to=values["to"], by=request.user, key=values["key"])
        if not no:
            return redirect(_back(request))
        refused = {case.pk: why for case, why in no}
        handings = chosen.to_hand_on(cases, request.user)
    rows = [(one.task.case, refused.get(one.task.case_id) or one.said) for one in handings]
    page = {"rows": rows, **_page(request, form, cases)}
    return render(request, "offboarding/desk/hand_chosen_on.html", page, status=_status(form))


def _page(request: UserRequest, form: Any, cases: list[Case]) -> dict[str, Any]:
    return {
        "form": form,
        "numbers": [case.number for case in cases],
        "back": _back(request),
        "query": Query.of(_asked(request)),
    }


def _status(form: Any) -> int:
    return 422 if form.errors else 200
