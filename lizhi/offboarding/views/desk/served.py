"""What HR does about an ending that the company has begun: service, decision, calling it off."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import (
    actions,
    company_papers,
    objections,
    proofs,
    rules,
    screening,
    service_proofs,
    serving,
    step_names,
    ways,
)
from lizhi.offboarding.forms import (
    CallOffForm,
    DecisionForm,
    ReplyForm,
    ScreeningForm,
    ServiceForm,
    ServiceProofForm,
)
from lizhi.offboarding.views.desk.scope import case_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def serve(request: UserRequest, number: str) -> HttpResponse:
    """When and how the paper reached the person; from here the days run."""
    case = case_of(request, number)
    run = serving.check_can_serve(case, request.user)

    def act(form: Any, key: str) -> None:
        form.sent = _sent(request)
        actions.serve(case, form.service, by=request.user, key=key)

    more = {
        "step": step_names.of_run(run),
        "ends": run.step == "service",
        "announced": serving.announced(clock.today()),
    }
    return _answer(request, case, ServiceForm(case, **_data(request)), act, "serve", more)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove_service(request: UserRequest, number: str) -> HttpResponse:
    """The slip has come: HR puts it in."""
    case = case_of(request, number)
    service_proofs.check_can_add(case, request.user)

    def act(form: Any, key: str) -> None:
        actions.prove_service(case, _sent(request), by=request.user, key=key)

    form = ServiceProofForm(**_data(request))
    return _answer(request, case, form, act, "prove_service", {})


def _sent(request: UserRequest) -> tuple[str, ...]:
    files = request.FILES.getlist("slips")
    return tuple(proofs.sent_whole(request.user, files, purpose=service_proofs.PURPOSE))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: UserRequest, number: str) -> HttpResponse:
    """The time to come back is over."""
    case = case_of(request, number)
    serving.check_can_decide(case, request.user)

    def act(form: Any, key: str) -> None:
        values = form.cleaned_data
        actions.decide_on_return(
            case,
            goes_on=values["answer"] == "goes_on",
            words=values["words"],
            by=request.user,
            key=key,
        )

    said = [*case.events.filter(kind__in=("objected", "commented")).order_by("-seq")[:3]]
    more = {"answered": bool(said)}
    return _answer(request, case, DecisionForm(**_data(request)), act, "decide", more)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: UserRequest, number: str) -> HttpResponse:
    """The company takes it back, as long as the contract runs."""
    case = case_of(request, number)
    rules.check_is_hr(case, request.user)
    today = clock.today()
    objections.check_can_call_off(case, request.user, agreed=True, today=today)

    def act(form: Any, key: str) -> None:
        values = form.cleaned_data
        agreed = bool(values.get("agreed"))
        actions.call_off(case, words=values["words"], agreed=agreed, by=request.user, key=key)

    more = {"consent": objections.needs_consent(case)}
    return _answer(request, case, CallOffForm(case, **_data(request)), act, "call_off", more)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: UserRequest, number: str) -> HttpResponse:
    """The employee has proposed to end it together; HR speaks for the company."""
    case = case_of(request, number)
    task = serving.check_can_reply(case, request.user)

    def act(form: Any, key: str) -> None:
        values = form.cleaned_data
        agreed = values["answer"] == "agreed"
        actions.reply_to_proposal(
            task, agreed=agreed, words=values["words"], by=request.user, key=key
        )

    more = {"said": company_papers.said(case)}
    return _answer(request, case, ReplyForm(**_data(request)), act, "reply", more)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: UserRequest, number: str) -> HttpResponse:
    """Article 42 once more: a yes ends the case here, and the contract goes on."""
    case = case_of(request, number)
    screening.check_can_screen(case, request.user)

    def act(form: Any, key: str) -> None:
        words = form.cleaned_data["words"]
        actions.screen_again(case, form.answers, words=words, by=request.user, key=key)

    more = {"said": screening.said(case), "runs_on": ways.ground_of(case).barred == "45"}
    return _answer(request, case, ScreeningForm(**_data(request)), act, "screen", more)


def _data(request: UserRequest) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    files = request.FILES if request.method == "POST" else None
    return {"data": data, "files": files, "initial": {"key": uuid.uuid4().hex}}


def _answer(
    request: UserRequest,
    case: Case,
    form: forms.Form,
    act: Callable[[Any, str], None],
    name: str,
    more: dict[str, Any],
) -> HttpResponse:
    """Do it, or show the form, filled as it was."""
    if request.method == "POST" and form.is_valid():
        act(form, f"{name}:{case.number}:{form.cleaned_data['key']}")
        return redirect("offboarding:desk_case", case.number)
    page = {"case": case, "name": case.employment.name, "form": form, **more}
    status = 422 if form.errors else 200
    return render(request, f"offboarding/desk/{name}.html", page, status=status)
