"""The manager's card, done in two taps, and what else waits for somebody who has signed in."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases import questions as case_questions
from lizhi.common import clock
from lizhi.common.prepared import read_again
from lizhi.offboarding import actions, colleagues, holding, menu, own_steps, questions, waiting
from lizhi.offboarding.forms import Acknowledgement
from lizhi.offboarding.views import own_step
from lizhi.people import rules as people
from lizhi.settlement.law import service
from lizhi.workflow.models import Task

PAGES = {
    "confirmation": "offboarding:confirm",
    "settlement": "settlement:desk",
    "handover": "handover:arrange",
    "recall_service": "offboarding:serve",
    "service": "offboarding:serve",
    "decision": "offboarding:decide",
    "reply": "offboarding:reply",
}
"""Where the tasks of other steps are done, once the person has signed in."""
MOST_ANSWERED = 10


@login_required
@require_http_methods(["GET", "POST"])
def task(request: UserRequest, task_id: int) -> HttpResponse:
    """The same card for whoever has signed in."""
    mine = get_object_or_404(
        Task.objects.assigned_to(request.user).select_related("run", "case"), pk=task_id
    )
    if mine.run.step in PAGES:
        return redirect(PAGES[mine.run.step], mine.case.number)
    if own_steps.is_one(mine.run):
        return own_step.page(request, mine)
    if mine.run.step != "acknowledgement":
        return redirect("offboarding:case", mine.case.number)
    return acknowledgement(
        request,
        mine,
        request.user,
        comment=reverse("offboarding:comments", args=[mine.case.number]),
        press=reverse("offboarding:my_press", args=[mine.case.number]),
    )


def acknowledgement(
    request: HttpRequest, task: Task, user: User, *, comment: str, press: str
) -> HttpResponse:
    """The card: who leaves and when; `comment` and `press` are where those two are done."""
    suggested = task.case.data.get("handover_suggested")
    people_shown = colleagues.of(task.case.employment, suggested=suggested)
    form = Acknowledgement(
        task.case, people_shown, *((request.POST,) if request.method == "POST" else ())
    )
    if request.method == "POST" and form.is_valid():
        actions.acknowledge(task, by=user, **form.answers())
        return _done(request, task)
    if task.state != Task.State.OPEN:
        return _done(request, task)
    page = {
        **_about(task),
        "form": form,
        "key": form.data.get("key") or uuid.uuid4().hex,
        "colleagues": people_shown[:6],
        "suggested": suggested,
        "held": holding.by_others(task.case, user, now=clock.now()),
        "comment": comment,
        "press": press,
    }
    status = 422 if form.errors else 200
    return render(request, "offboarding/manager.html", page, status=status)


def _about(task: Task) -> dict[str, object]:
    case = task.case
    arrival = case_questions.ARRIVAL.get(case=case.pk)
    arrival.case = case
    worked = service.years_of_service(case.employment.hired_on, clock.today()).value
    return {
        "task": task,
        "case": case,
        "words": chain.read(arrival),
        "worked": service.in_words(worked),
    }


def _done(request: HttpRequest, task: Task) -> HttpResponse:
    read_again(task.case, "data", "wished_day", "contract_end")
    receiver = questions.USER.first(pk=task.case.data.get("handover_receiver"))
    page = {**_about(task), "receiver": receiver, "said": _said(task)}
    return render(request, "offboarding/manager_done.html", page)


def _said(task: Task) -> str:
    """The manager's own words to the leaver."""
    answers = task.case.events.filter(kind="step_done", step=task.run.step, actor=task.assignee)
    event = answers.order_by("-pk").first()
    return (chain.read(event) or "") if event else ""


@login_required
@require_safe
def todo(request: UserRequest) -> HttpResponse:
    """What waits for this person, the most urgent first; whoever has a desk stays at it."""
    seen = waiting.page(request.user, _page_number(request))
    several = seen.more or seen.number > 1
    total = waiting.count(request.user) if several else len(seen.things)
    page = {
        "things": seen.things,
        "seen": seen,
        "several": several,
        "total": total,
        "answered": _answered(request.user),
        "mine": people.employment_of(request.user),
        "leaving": questions.NEWEST.first(user=request.user.pk),
    }
    if not menu.works_at_a_desk(request.user):
        return render(request, "offboarding/todo.html", page)
    page["menu"] = menu.menu_for(request.user, request.path, waiting=total)
    page["duty"] = menu.duty_of(request.user)
    return render(request, "offboarding/desk/todo.html", page)


def _page_number(request: HttpRequest) -> int:
    """Which page was asked for; the first where that is no number."""
    said = request.GET.get("page", "")
    return max(int(said), 1) if said.isascii() and said.isdigit() and len(said) < 4 else 1


def _answered(user: User) -> list[Task]:
    """The notices that this manager has answered, the newest first."""
    mine = Task.objects.assigned_to(user).filter(
        run__step="acknowledgement", state=Task.State.DONE, outcome="acknowledged"
    )
    newest = mine.select_related("case__employment__person").order_by("-closed_at", "-pk")
    return list(newest[:MOST_ANSWERED])
