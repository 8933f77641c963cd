"""All processes that one may read, and how a new one begins."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.flows import actions, forms, processes
from lizhi.flows.rules import may_shape
from lizhi.flows.views.access import as_hr, to_shape


@login_required
@require_safe
def overview(request: UserRequest) -> HttpResponse:
    """By which process people leave, since when, and what lies on the desk."""
    as_hr(request)
    return _page(request, forms.NewForm(request.user))


@login_required
@require_POST
def begin(request: UserRequest) -> HttpResponse:
    """A branch gets its own process, or the group the next version of its own."""
    as_hr(request)
    form = forms.NewForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    way, branch = form.cleaned_data["way"], form.cleaned_data["branch"]
    draft = actions.begin_next(way=way, branch=branch, by=request.user, at=clock.now())
    return redirect("flows:steps", draft.key)


@login_required
@require_POST
def continue_from(request: UserRequest, key: str, number: int) -> HttpResponse:
    """A draft from an old version that is to come back; `in_use`: from whichever is in use now."""
    process = to_shape(request, key)
    version = processes.version(key, number)
    values: dict[str, Any] = {"way": process.way, "branch": process.branch, "by": request.user}
    if "in_use" in request.POST:  # the page may show one that somebody has just replaced
        draft = actions.begin_next(**values, at=clock.now())
    else:
        draft = actions.begin(**values, body=version.body, based_on=version, at=clock.now())
    return redirect("flows:steps", draft.key)


def _page(request: UserRequest, form: forms.NewForm, status: int = 200) -> HttpResponse:
    found = processes.visible(request.user)
    cases = processes.in_hand(found)
    rows = [
        (
            one,
            cases.get(one.version.pk, 0) if one.version else 0,
            may_shape(request.user, one.branch),
        )
        for one in found
    ]
    values = {"rows": rows, "form": form}
    return render(request, "flows/list.html", values, status=status)
