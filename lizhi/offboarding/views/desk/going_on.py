"""See to it that a case goes on: hand on, answer a request to stay."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.cases import chain
from lizhi.offboarding import actions, rules, stand_ins, step_names
from lizhi.offboarding.forms import HandOnForm, WithdrawalAnswerForm
from lizhi.offboarding.views.desk.scope import case_of
from lizhi.workflow.models import Task


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: UserRequest, number: str) -> HttpResponse:
    """Give a step to a colleague of the same role."""
    case = case_of(request, number)
    tasks = Task.objects.open().filter(case=case).exclude(assignee=case.leaver)
    tasks = tasks.select_related("run__version", "assignee").order_by("due_at", "pk")
    asked = request.POST.get("task") or request.GET.get("task") or ""
    task = get_object_or_404(tasks, pk=asked) if asked.isdecimal() else tasks.first()
    if task is None:
        return redirect("offboarding:desk_case", number)
    task.case = case
    if task.assignee != request.user:
        rules.check_is_hr(case, request.user)
    people = stand_ins.of(task)
    data = request.POST if request.method == "POST" else None
    initial = {"key": uuid.uuid4().hex, "how": "for_good"}
    form = HandOnForm(people, stand_ins.in_hand(people), data, initial=initial)
    if request.method == "POST" and form.is_valid():
        _hand_on(task, form.cleaned_data, request)
        return redirect("offboarding:desk_case", number)
    page = {
        "case": case,
        "task": task,
        "step": step_names.of_run(task.run),
        "people": people,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "offboarding/desk/reassign.html", page, status=status)


def _hand_on(task: Task, values: dict[str, Any], request: UserRequest) -> None:
    number, to, words = task.case.number, values["to"], values["words"]
    if values["how"] == "on_behalf":
        key = f"delegate:{number}:{values['key']}"
        actions.delegate(task, to=to, words=words, by=request.user, key=key)
    else:
        key = f"hand_on:{number}:{values['key']}"
        actions.hand_on(task, to=to, said=words, by=request.user, key=key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_withdrawal(request: UserRequest, number: str) -> HttpResponse:
    """The employee would like to stay: the company says yes or no."""
    case = case_of(request, number)
    rules.check_is_hr(case, request.user)
    data = request.POST if request.method == "POST" else None
    form = WithdrawalAnswerForm(data, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.answer_withdrawal(
            case,
            agreed=values["answer"] == "agree",
            by=request.user,
            words=values["words"],
            key=f"answer:{number}:{values['key']}",
        )
        return redirect("offboarding:desk_case", number)
    rules.check_can_answer_withdrawal(case, request.user)
    asked = case.events.filter(kind="withdrawal_asked").order_by("-seq").first()
    if asked:
        asked.case = case
    page = {"case": case, "form": form, "words": chain.read(asked) if asked else ""}
    status = 422 if form.errors else 200
    return render(request, "offboarding/desk/withdrawal.html", page, status=status)
