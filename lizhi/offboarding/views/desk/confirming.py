"""HR confirms the ending: ground, four dates, what the law says; the seal follows by itself."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.accounts.rules import check_fresh_code
from lizhi.cases import actions as cases
from lizhi.cases import questions as case_questions
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.fields import masked
from lizhi.documents import reading
from lizhi.offboarding import actions, four_dates, questions, rail, reminders, rules
from lizhi.offboarding.forms import ConfirmationForm
from lizhi.offboarding.views.desk.scope import case_of
from lizhi.workflow.models import Task


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: UserRequest, number: str) -> HttpResponse:
    """The legal act, for whoever has the step; everybody else is led to the case."""
    case = case_of(request, number)
    task = questions.CONFIRMING.first(case=case.pk, user=request.user.pk)
    if task is None:
        return redirect("offboarding:desk_case", number)
    task.case = case
    check_fresh_code(request, clock.now(), after=handed_on_at(case, request.user))
    if task.state == Task.State.OPEN:
        rules.check_can_answer(task, request.user)
    if request.method != "POST":
        if task.state != Task.State.OPEN:
            return redirect("offboarding:desk_case", number)
        return _page(request, case, task, ConfirmationForm(case, initial={"key": uuid.uuid4().hex}))
    form = ConfirmationForm(case, request.POST)
    if task.state == Task.State.OPEN and not form.is_valid():
        return _page(request, case, task, form, status=422)
    if not form.is_valid():
        return redirect("offboarding:desk_case", number)
    key = f"confirm:{case.number}:{form.cleaned_data['key']}"
    actions.confirm(task, by=request.user, dates=form.dates, key=key)
    return redirect("offboarding:desk_case", number)


def handed_on_at(case: Case, user: User) -> dt.datetime | None:
    """When a colleague gave this person the word for the company: who has it is asked anew."""
    handed = questions.HANDED_BY_SOMEBODY.first(case=case.pk, step="confirmation", user=user.pk)
    return handed.happened_at if handed else None


def _page(
    request: UserRequest, case: Case, task: Task, form: ConfirmationForm, *, status: int = 200
) -> HttpResponse:
    proposed = four_dates.proposed(case, today=clock.today())
    remarks = reminders.of(case, proposed.contract_end)
    values: dict[str, Any] = {
        "case": case,
        "name": case.employment.name,
        "task": task,
        "form": form,
        "remarks": [(one, form[one.field] if one.tick else None) for one in remarks],
        "ticks": sum(bool(one.tick) for one in remarks),
        "signed": four_dates.agreed_by_employee(case),
        "proposed": proposed,
        "rail": rail.of(case, proposed.contract_end, today=clock.today()),
        "paper": _agreement(case),
    }
    return render(request, "offboarding/desk/confirm.html", values, status=status)


def _agreement(case: Case) -> SafeString | None:
    """The text of the agreement as the employee has it, while it waits for the seal."""
    paper = case_questions.DRAFT.first(case=case.pk, kind=Paper.Kind.AGREEMENT)
    if paper is None:
        return None
    paper.case = case
    facts = cases.paper_facts(paper)
    if not facts:
        return None
    text = reading.to_html(paper.template, facts)
    number = facts.get("id_number") or ""
    if not number:
        return text
    # The fingerprint below the text is that of the whole facts: masked here, not there.
    return mark_safe(text.replace(escape(number), masked(number, head=4)))  # noqa: S308
