"""The second person at the desk: look at what was touched, approve, or give it back."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.settlement import actions, rules, second_look, seconds
from lizhi.settlement.forms import ReturnForm
from lizhi.settlement.models import Settlement
from lizhi.settlement.views.arriving import case_at_desk, key_of

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_POST
def approve(request: UserRequest, number: str) -> HttpResponse:
    """Agreed: the employee has it at once."""
    case = case_at_desk(request, number)
    version = _version(request, case)
    actions.approve(version, by=request.user, at=clock.now(), key=key_of(request))
    return redirect(reverse("settlement:desk", args=[case.number]))


@login_required
@require_POST
def send_back(request: UserRequest, number: str) -> HttpResponse:
    """Back to whoever made it, with what is to be changed."""
    case = case_at_desk(request, number)
    version = _version(request, case)
    form = ReturnForm(request.POST, lines=rules.LINES.all(settlement=version.pk))
    if not form.is_valid():
        return page(request, case, version, form=form, status=INVALID)
    said = form.cleaned_data
    actions.return_to_maker(version, **said, by=request.user, at=clock.now(), key=key_of(request))
    return redirect(reverse("settlement:desk", args=[case.number]))


def page(
    request: UserRequest,
    case: Case,
    version: Settlement,
    *,
    form: ReturnForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """For the second person with buttons; for whoever made it, whom it waits for."""
    version.case = case
    look = second_look.of(version)
    show_all = "all" in request.GET or not look.wanted
    lines = [row.line for row in look.sheet.rows]
    values: dict[str, Any] = {
        "case": case,
        "name": case.employment.name,
        "settlement": version,
        "look": look,
        "rows": look.touched if show_all else look.wanted,
        "show_all": show_all,
        "form": form or ReturnForm(lines=lines),
        "may_decide": permit(seconds.check_can_decide, version, request.user),
        "stale": rules.is_stale(version),
        "limit": seconds.limit_of(case),
        "others": second_look.others(version),
        "until": seconds.due_of(version),
        "pay_day": rules.pay_day(case),
        "key": uuid4().hex,
    }
    return render(request, "settlement/second.html", values, status=status)


def _version(request: UserRequest, case: Case) -> Settlement:
    """The version that was on the page; a newer one is for the action to refuse."""
    shown = request.POST.get("version", "")
    for version in rules.VERSIONS.all(case=case.pk):
        if str(version.number) == shown:
            version.case = case
            return version
    raise Http404
