"""More that can be done to a case: pause, go on, lead elsewhere, send back, take back, claim.

Each is a small window, and a page of its own for whoever has no script.
"""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions, step_names
from lizhi.offboarding import rules as ours
from lizhi.offboarding.forms import PlaceForm, SureForm, SuspendForm
from lizhi.offboarding.steering import menu, rules
from lizhi.offboarding.views.desk.scope import case_of
from lizhi.people import rules as people
from lizhi.workflow.models import Run, Task

FOLDER = "offboarding/desk/steer"


@login_required
@require_safe
def more(request: UserRequest, number: str) -> HttpResponse:
    """What the reader may do now; what is not allowed is left out."""
    case = case_of(request, number)
    page = {"case": case, "choices": menu.of(case, request.user, today=clock.today())}
    return render(request, f"{FOLDER}/more.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: UserRequest, number: str) -> HttpResponse:
    """Nobody is reminded for some days; what the law asks for goes on."""
    case = case_of(request, number)
    rules.check_can_suspend(case, request.user, today=clock.today())
    form = SuspendForm(request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key = f"suspend:{number}:{values['key']}"
        actions.suspend(
            case, until=values["until"], words=values["words"], by=request.user, key=key
        )
        return redirect("offboarding:desk_case", number)
    return _window(request, "suspend", case, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: UserRequest, number: str) -> HttpResponse:
    """The process goes on before its day."""
    case = case_of(request, number)
    ours.check_is_hr(case, request.user)
    if not case.suspended_until:
        return redirect("offboarding:desk_case", number)
    form = SureForm(request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        key = f"resume:{number}:{form.cleaned_data['key']}"
        actions.resume(case, by=request.user, key=key)
        return redirect("offboarding:desk_case", number)
    return _window(request, "resume", case, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def jump(request: UserRequest, number: str) -> HttpResponse:
    """Group HR or an administrator leads the case elsewhere. Administrators see steps alone."""
    case = _case_for_jump(request, number)
    rules.check_can_jump(case, request.user)
    ways = {f"{run.pk}:{to}": (run, to) for run, to in menu.ways(case)}
    places = [
        (value, _("from “%(start)s” to “%(to)s”") % _names(run, to))
        for value, (run, to) in ways.items()
    ]
    form = PlaceForm(places, request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        run, to = ways[values["place"]]
        key = f"jump:{number}:{values['key']}"
        actions.jump(run, to=to, words=values["words"], by=request.user, key=key)
        seen = people.roles_of(request.user).group_hr
        return redirect(*(("offboarding:desk_case", number) if seen else ("offboarding:home",)))
    return _window(request, "jump", case, form, places=places)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: UserRequest, number: str) -> HttpResponse:
    """An earlier step is to be done again, with what is wrong."""
    case = case_of(request, number)
    task = own_task(request, case)
    rules.check_can_send_back(task, request.user)
    places = [(step, step_names.of_target(task.run, step)) for step in menu.targets(task)]
    form = PlaceForm(places, request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key = f"send_back:{number}:{values['key']}"
        to, words = values["place"], values["words"]
        actions.send_back(task, to=to, words=words, by=request.user, key=key)
        return redirect("offboarding:desk_case", number)
    return _window(request, "send_back", case, form, task=task, places=places)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: UserRequest, number: str) -> HttpResponse:
    """One's own answer, while nobody has gone on from there."""
    case = case_of(request, number)
    task = own_task(request, case)
    rules.check_can_take_back(task, request.user)
    form = SureForm(request.POST or None, initial={"key": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        key = f"take_back:{number}:{values['key']}"
        actions.take_back_step(task, words=values["words"], by=request.user, key=key)
        return redirect("offboarding:desk_case", number)
    return _window(request, "take_back", case, form, task=task)


def own_task(request: UserRequest, case: Case) -> Task:
    """The reader's own part that the address names."""
    asked = request.POST.get("task") or request.GET.get("task") or ""
    tasks = Task.objects.filter(case=case, assignee=request.user)
    task = (
        tasks.select_related("run__version", "assignee").filter(pk=asked).first()
        if asked.isdecimal() and len(asked) < 10
        else None
    )
    if task is None:
        raise Http404
    task.case = task.run.case = case
    return task


def _case_for_jump(request: UserRequest, number: str) -> Case:
    if people.roles_of(request.user).is_administrator:
        if case := Case.objects.filter(number=number).first():
            return case
        raise Http404
    return case_of(request, number)


def _names(run: Run, to: str) -> dict[str, str]:
    return {"start": step_names.of_run(run), "to": step_names.of_target(run, to)}


def _window(request: UserRequest, name: str, case: Case, form: Any, **more: Any) -> HttpResponse:
    task = more.get("task")
    step = step_names.of_run(task.run) if task else ""
    page = {"case": case, "form": form, "step": step, **more}
    status = 422 if form.errors else 200
    return render(request, f"{FOLDER}/{name}.html", page, status=status)
