"""The page of a step that HR has added: who leaves, what is asked, and the answers in words."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.offboarding import actions, holding, menu, own_steps, step_names
from lizhi.offboarding.forms import OwnStepForm
from lizhi.workflow.models import Task


def page(request: UserRequest, task: Task) -> HttpResponse:
    """Asked and answered at one address; what is refused comes back as it was typed."""
    run = task.run
    data = request.POST if request.method == "POST" else None
    form = OwnStepForm(
        own_steps.fields(run),
        own_steps.offered(run, today=clock.today()),
        data,
        initial={"key": uuid.uuid4().hex},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.answer_step(
            task,
            way=values["way"],
            by=request.user,
            data=form.answers,
            words=values["words"],
            key=f"step:{task.pk}:{values['key']}",
        )
        return redirect("offboarding:task", task.pk)
    status = 422 if form.errors else 200
    return render(request, *_shown(request, task, form), status=status)


def _shown(request: UserRequest, task: Task, form: OwnStepForm) -> tuple[str, dict[str, Any]]:
    """In the frame of a desk for whoever works at one, else as on a phone."""
    run, case, now = task.run, task.case, clock.now()
    shown = {
        "task": task,
        "case": case,
        "step": step_names.of_run(run),
        "form": form,
        "late": task.due_at is not None and task.due_at < now,
        "told": own_steps.told(run),
        "is_open": task.state == Task.State.OPEN,
        "mine": case.leaver == request.user,
        "held": holding.by_others(case, request.user, now=now),
        "press": reverse("offboarding:my_press", args=[case.number]),
        "comment": reverse("offboarding:comments", args=[case.number]),
    }
    if not menu.works_at_a_desk(request.user) or shown["mine"]:
        return "offboarding/own_step.html", shown
    shown["comment"] = reverse("offboarding:comment", args=[case.number])
    return "offboarding/desk/own_step.html", shown
