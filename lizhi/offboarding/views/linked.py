"""The link in a message: one person's one card, without another sign-in.

It acknowledges, presses and leaves a word. Everything else asks for the code to the phone.
"""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.common import clock
from lizhi.offboarding import actions, case_page, comments, holding, step_names
from lizhi.offboarding.forms import CommentForm
from lizhi.offboarding.views import card as cards
from lizhi.workflow import links
from lizhi.workflow.models import TaskLink


@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, token: str) -> HttpResponse:
    """The manager answers here; whoever has another step sees what waits, and signs in for it."""
    link = links.find(token, clock.now())
    comment = reverse("offboarding:card_comment", args=[token])
    press = reverse("offboarding:card_press", args=[token])
    if link.task.run.step == "acknowledgement":
        return cards.acknowledgement(request, link.task, link.user, comment=comment, press=press)
    if request.user == link.user or request.method == "POST":
        return redirect("offboarding:task", link.task_id)
    return _what_waits(request, link, {"comment": comment, "press": press})


def _what_waits(request: HttpRequest, link: TaskLink, ways: dict[str, str]) -> HttpResponse:
    task, now = link.task, clock.now()
    act = case_page.PAGES.get(task.run.step)
    page = {
        **ways,
        "task": task,
        "case": task.case,
        "reader": link.user,
        "step": step_names.of_run(task.run),
        "late": task.due_at is not None and task.due_at < now,
        "act": act[1] if act else "",
        "other": request.user.name if request.user.is_authenticated else "",
        "held": holding.by_others(task.case, link.user, now=now),
        "said": comments.by(task.case, link.user),
    }
    return render(request, "offboarding/link.html", page)


@require_POST
def press(request: HttpRequest, token: str) -> HttpResponse:
    """The person of the link reminds whoever else keeps the case waiting."""
    link = links.find(token, clock.now())
    actions.press(link.task.case, request.POST.get("step", "")[:60], by=link.user)
    return redirect("offboarding:card", token)


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, token: str) -> HttpResponse:
    """A word to everybody who is part of the case."""
    link = links.find(token, clock.now())
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.comment(
            link.task.case,
            form.cleaned_data["words"],
            by=link.user,
            step=link.task.run.step,
            key=f"comment:{link.task_id}:{form.cleaned_data['key']}",
        )
        return redirect("offboarding:card", token)
    page = {
        "case": link.task.case,
        "form": form,
        "key": form.data.get("key") or uuid.uuid4().hex,
        "said": comments.by(link.task.case, link.user),
        "back": reverse("offboarding:card", args=[token]),
    }
    status = 422 if form.errors else 200
    return render(request, "offboarding/comments.html", page, status=status)
