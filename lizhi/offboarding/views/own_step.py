"""The page of a step that HR has added: who leaves, what is asked, and the answers in words."""

import uuid
from functools import partial
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.offboarding import actions, case_page, holding, menu, own_steps, step_files, step_names
from lizhi.offboarding.forms import OwnStepForm
from lizhi.offboarding.views import sent_files
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task

KIND = "answer_step"
CSRF = "csrfmiddlewaretoken"
"""The page that waits has one of its own."""


def page(request: UserRequest, task: Task) -> HttpResponse:
    """Asked and answered at one address; what is refused comes back as it was typed."""
    if request.method != "POST":
        return _asked(request, task, _form(request, task))
    key = f"step:{task.pk}:{request.POST.get('key', '')[:64]}"
    if workflow.done(key, kind=KIND):  # the same press once more brings its files once more
        return redirect("offboarding:task", task.pk)
    data, unsent = sent_files.taken(request, task.run)
    form = _form(request, task, data, unsent)
    if not form.is_valid():
        if workflow.done(key, kind=KIND):  # meanwhile, with the very file that is missed here
            return redirect("offboarding:task", task.pk)
        return _asked(request, task, form)
    if form.waits:
        return _waiting(request, task, data)
    values = form.cleaned_data
    actions.answer_step(
        task,
        way=values["way"],
        by=request.user,
        data=form.answers,
        words=values["words"],
        key=key,
    )
    step_files.forget(sent_files.names(task.run, data), by=request.user)
    return redirect("offboarding:task", task.pk)


def _form(
    request: UserRequest,
    task: Task,
    data: QueryDict | None = None,
    unsent: dict[str, str] | None = None,
) -> OwnStepForm:
    run = task.run
    return OwnStepForm(
        own_steps.fields(run),
        own_steps.offered(run, today=clock.today()),
        data,
        initial={"key": uuid.uuid4().hex, **_from_before(task)},
        look=partial(step_files.chosen, run, by=request.user),
        unsent=unsent,
    )


def _from_before(task: Task) -> dict[str, str]:
    """Files of an earlier answer stay, unless others are chosen."""
    run, kept = task.run, step_files.KEPT
    fields = [field.key for field in step_files.asked(run)]
    return {f"f_{key}": kept for key in fields if step_files.current(task.case, run.step, key)}


def _asked(request: UserRequest, task: Task, form: OwnStepForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, *_shown(request, task, form), status=status)


def _waiting(request: UserRequest, task: Task, data: QueryDict) -> HttpResponse:
    """All is filled in; the answer goes as soon as its files have been looked at, by itself."""
    sent = [(name, one) for name, every in data.lists() if name != CSRF for one in every]
    at_a_desk = _at_a_desk(request, task)
    values = {
        "task": task,
        "step": step_names.of_run(task.run),
        "sent": sent,
        "at_a_desk": at_a_desk,
        "frame": "base_desk.html" if at_a_desk else "base_phone.html",
    }
    return render(request, "offboarding/own_step_waits.html", values)


def _at_a_desk(request: UserRequest, task: Task) -> bool:
    return menu.works_at_a_desk(request.user) and task.case.leaver != request.user


def _shown(request: UserRequest, task: Task, form: OwnStepForm) -> tuple[str, dict[str, Any]]:
    """In the frame of a desk for whoever works at one, else as on a phone."""
    run, case, now = task.run, task.case, clock.now()
    is_open = task.state == Task.State.OPEN
    shown = {
        "task": task,
        "case": case,
        "step": step_names.of_run(run),
        "form": form,
        "late": task.due_at is not None and task.due_at < now,
        "told": own_steps.told(run),
        "is_open": is_open,
        "mine": case.leaver == request.user,
        "files": case_page.files(case, request.user, step=run.step),
        "held": holding.by_others(case, request.user, now=now),
        "press": reverse("offboarding:my_press", args=[case.number]),
        "comment": reverse("offboarding:comments", args=[case.number]),
    }
    if not _at_a_desk(request, task):
        return "offboarding/own_step.html", shown
    shown["comment"] = reverse("offboarding:comment", args=[case.number])
    return "offboarding/desk/own_step.html", shown
