"""Who else: on behalf of somebody, one more, one fewer, alone, or only to read along.

Each is a small window in which every colleague has a button of his own.
"""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.offboarding import actions, colleagues, rules, stand_ins, step_names
from lizhi.offboarding.forms import SureForm, WhomForm
from lizhi.offboarding.steering import rules as steering_rules
from lizhi.offboarding.steering import told
from lizhi.offboarding.views.desk.scope import case_of
from lizhi.offboarding.views.desk.steering import FOLDER, own_task
from lizhi.people import rules as people
from lizhi.workflow.models import Run, Task


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: UserRequest, number: str) -> HttpResponse:
    """Somebody does a step on behalf of whoever has it."""
    case = case_of(request, number)
    task = _step_of_company(request, case)
    if task is None:
        rules.check_is_hr(case, request.user)
        return redirect("offboarding:desk_case", number)
    if task.assignee != request.user:
        rules.check_is_hr(case, request.user)
    whom = stand_ins.of(task)
    form = WhomForm(whom, request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key, to = f"delegate:{number}:{values['key']}", values["to"]
        actions.delegate(task, to=to, words=values["words"], by=request.user, key=key)
        return redirect("offboarding:desk_case", number)
    return _window(request, "delegate", case, form, task=task, people=whom)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def signers(request: UserRequest, number: str) -> HttpResponse:
    """Who has the step; one more, or one fewer."""
    case = case_of(request, number)
    mine = Task.objects.unanswered().filter(case=case).exclude(assignee=case.leaver)
    asked = (request.POST.get("step") or request.GET.get("step") or "")[:60]
    tasks = mine.filter(run__step=asked) if asked else mine
    first = tasks.select_related("run__version", "assignee").order_by("due_at", "pk").first()
    if first is None or not tasks.filter(assignee=request.user).exists():
        rules.check_is_hr(case, request.user)
    if first is None:
        return redirect("offboarding:desk_case", number)
    run = first.run
    first.case = run.case = case
    has = list(run.tasks.unanswered().select_related("assignee").order_by("position", "pk"))
    whom = [one for one in stand_ins.of(first) if one.pk not in {t.assignee_id for t in has}]
    if request.method == "POST" and (gone := request.POST.get("remove", "")).isdecimal():
        return _remove(request, case, run, gone)
    form = WhomForm(whom, request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key = f"add:{number}:{values['key']}"
        actions.add_signer(run, to=values["to"], by=request.user, key=key)
        return redirect("offboarding:desk_case", number)
    return _window(request, "signers", case, form, task=first, people=whom, has=has)


def _remove(request: UserRequest, case: Case, run: Run, gone: str) -> HttpResponse:
    task = get_object_or_404(run.tasks.select_related("assignee", "run__version"), pk=gone[:9])
    task.case = case
    key = f"remove:{case.number}:{request.POST.get('key', '')[:64]}"
    words = request.POST.get("words", "")[:300]
    actions.remove_signer(task, words=words, by=request.user, key=key)
    return redirect("offboarding:desk_case", case.number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: UserRequest, number: str) -> HttpResponse:
    """One of several does it alone, or gives it back to all."""
    case = case_of(request, number)
    task = own_task(request, case)
    free = task.run.tasks.open().exclude(pk=task.pk).exists()
    form = SureForm(request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        does = actions.give_back if request.POST.get("do") == "back" else actions.claim
        does(task, by=request.user, key=f"claim:{number}:{form.cleaned_data['key']}")
        return redirect("offboarding:desk_case", number)
    return _window(request, "claim", case, form, task=task, free=free)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copies(request: UserRequest, number: str) -> HttpResponse:
    """A colleague reads along; who has read it already."""
    case = case_of(request, number)
    steering_rules.check_can_copy(case, request.user)
    given = list(case.copies.select_related("reader").order_by("pk"))
    besides = {request.user.pk, case.leaver.pk, *(copy.reader_id for copy in given)}
    near = [people.superior_of(case.employment), *colleagues.of(case.employment)]
    whom = list({user.pk: user for user in near if user.pk not in besides}.values())
    form = WhomForm(whom, request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key, to = f"copy:{number}:{values['key']}", values["to"]
        actions.give_copy(case, to=to, words=values["words"], by=request.user, key=key)
        return redirect("offboarding:desk_case", number)
    return _window(request, "copies", case, form, people=whom, given=given)


@login_required
@require_POST
def read_copy(request: UserRequest, number: str) -> HttpResponse:
    """Whoever reads along says that it was read."""
    case = case_of(request, number)
    if told.copy(case, request.user) is None:
        raise Http404
    actions.read_copy(case, by=request.user, key=f"read:{number}:{request.user.pk}")
    return redirect("offboarding:desk_case", number)


def _step_of_company(request: UserRequest, case: Case) -> Task | None:
    tasks = Task.objects.open().filter(case=case).exclude(assignee=case.leaver)
    asked = request.POST.get("task") or request.GET.get("task") or ""
    if asked.isdecimal():
        tasks = tasks.filter(pk=asked[:9])
    task = tasks.select_related("run__version", "assignee").order_by("due_at", "pk").first()
    if task is not None:
        task.case = task.run.case = case
    return task


def _window(request: UserRequest, name: str, case: Case, form: Any, **more: Any) -> HttpResponse:
    task = more.get("task")
    step = step_names.of_run(task.run) if task else ""
    page = {"case": case, "form": form, "step": step, **more}
    status = 422 if form.errors else 200
    return render(request, f"{FOLDER}/{name}.html", page, status=status)
