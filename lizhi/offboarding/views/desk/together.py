"""Windows of a case's page at a desk: remind, leave a word, end a handover that has come to a stop.

Each is a page of its own too, for whoever has no script.
"""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import calendar, clock
from lizhi.common.refusals import AlreadyDone, NotPermitted
from lizhi.handover import rules as handover
from lizhi.offboarding import actions, holding, rules, words
from lizhi.offboarding.forms import CommentForm, EndHandoverForm, PressForm
from lizhi.offboarding.views import together
from lizhi.offboarding.views.desk.scope import case_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def press(request: UserRequest, number: str) -> HttpResponse:
    """Whom it would remind, and what the leaver sees of it; then the button, at once on a list."""
    case = case_of(request, number)
    if not rules.may_press_all(case, request.user):
        raise NotPermitted(words.FOR_HR)
    posted = request.method == "POST"
    step = (request.POST if posted else request.GET).get("step", "")[:60]
    form = PressForm(request.POST if posted else None)
    if form.is_valid():
        above, said = form.cleaned_data["above"], form.cleaned_data["words"]
        run = actions.press(case, step, by=request.user, tell_above=above, said=said)
        if request.POST.get("from") != "window" and request.headers.get("HX-Request"):
            return render(request, "offboarding/desk/_pressed.html", {"pressed": run.pressed})
        return redirect("offboarding:desk_case", number)
    rules.check_running(case)
    return render(
        request,
        "offboarding/desk/press.html",
        {**_whom(case, step, request.user), "form": form},
        status=422 if form.errors else 200,
    )


def _whom(case: Case, step: str, by: User) -> dict[str, Any]:
    now = clock.now()
    held = holding.by_anybody(case, by, now=now)
    asked = [one for one in held if step in {"", one.run.step}]
    if not asked:
        raise AlreadyDone(words.NOBODY_HOLDS)
    chosen = next((one for one in asked if one.again_at is None), asked[0])
    return {
        "case": case,
        "held": chosen,
        "to_leaver": case.leaver in chosen.people,
        "above": holding.above(chosen, case, by),
        "morning": calendar.quiet(now) > now,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: UserRequest, number: str) -> HttpResponse:
    """A word to everybody who is part of the case, the leaver too."""
    case = case_of(request, number)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        together.say(case, form, request)
        return redirect("offboarding:desk_case", number)
    rules.check_running(case)
    page = {"case": case, "form": form, "key": form.data.get("key") or uuid.uuid4().hex}
    status = 422 if form.errors else 200
    return render(request, "offboarding/desk/comment.html", page, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_handover(request: UserRequest, number: str) -> HttpResponse:
    """What was not received stands as not settled; nothing else waits for it."""
    case = case_of(request, number)
    rules.check_is_hr(case, request.user)
    data = request.POST if request.method == "POST" else None
    form = EndHandoverForm(data, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key = f"end_handover:{number}:{values['key']}"
        actions.end_handover(case, by=request.user, words=values["words"], key=key)
        return redirect("offboarding:desk_case", number)
    rules.check_can_end_handover(case, request.user)
    page = {"case": case, "form": form, "open": handover.open_count(case)}
    status = 422 if form.errors else 200
    return render(request, "offboarding/desk/end_handover.html", page, status=status)


@login_required
@require_POST
def try_again(request: UserRequest, number: str) -> HttpResponse:
    """What was missing is there: the machine does its step once more."""
    actions.try_again(case_of(request, number), by=request.user)
    return redirect("offboarding:desk_case", number)
