"""The steps of a process, from top to bottom, and the panel of the chosen one."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.flows import actions, editing, forms, offers, processes
from lizhi.flows.actions import Stale
from lizhi.flows.models import Draft
from lizhi.flows.processes import Process
from lizhi.flows.views import frame, standing
from lizhi.flows.views.access import draft_of, rev_of_panel, to_read
from lizhi.workflow.tree import Step, walk

Body = dict[str, Any]


@login_required
@require_safe
def steps(request: UserRequest, key: str) -> HttpResponse:
    """The list; `?step=` names the one whose panel is open."""
    process = to_read(request, key)
    chosen = step_of(process.body, request.GET.get("step", ""))
    return show(request, process, chosen)


@login_required
@require_POST
def step(request: UserRequest, key: str, step: str) -> HttpResponse:
    """Save what stands in the panel. A mistake, or somebody quicker, leaves all of it standing."""
    process, draft = draft_of(request, key)
    panel = forms.Panel(draft.body, editing.find(draft.body, step).step, request.POST)
    if not panel.is_valid():
        return show(request, process, panel.step, panel, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    earlier = [one.body for one in processes.versions(key)]
    return _saved(request, process, lambda body: panel.apply(body, earlier), panel)


@login_required
@require_POST
def whole(request: UserRequest, key: str) -> HttpResponse:
    """Another name for the process."""
    process, _draft = draft_of(request, key)
    form = forms.WholeForm(request.POST)
    if not form.is_valid():
        return show(request, process, None, whole=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    name = form.cleaned_data["name"]
    return _saved(request, process, lambda body: editing.rename(body, name), None, form)


def _saved(
    request: UserRequest,
    process: Process,
    to: Any,
    panel: forms.Panel | None,
    whole: forms.WholeForm | None = None,
) -> HttpResponse:
    draft, chosen = process.draft, panel.step if panel else None
    try:
        if draft:
            rev = rev_of_panel(request, draft)
            actions.change(draft, to, rev=rev, by=request.user, at=clock.now())
    except Stale as refusal:
        fresh = processes.find(process.key, request.user)
        said = {"stale": refusal.reason}
        return show(
            request, fresh, chosen, panel, whole=whole, more=said, status=HTTPStatus.CONFLICT
        )
    return to_step(process.key, chosen["id"] if chosen else "")


def to_step(key: str, step: str = "") -> HttpResponse:
    """Back to the list, with this panel open."""
    query = f"?{urlencode({'step': step})}#panel" if step else ""
    return redirect(reverse("flows:steps", args=[key]) + query)


def show(
    request: UserRequest,
    process: Process,
    chosen: Step | None,
    panel: forms.Panel | None = None,
    *,
    whole: forms.WholeForm | None = None,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list and beside it the panel: of a step, or of the process as a whole."""
    body = process.body
    if chosen and process.draft and panel is None:
        panel = forms.Panel(body, chosen)
    beside = standing.beside(process, chosen, panel)
    here = reverse("flows:steps", args=[process.key])
    values = {
        **beside,
        **standing.as_list_or_drawing(request, beside["lines"], here),
        "whole": whole or forms.WholeForm(initial={"name": process.name}),
        "said": _said(process.draft, chosen, status) if _has_sent(request) else "",
        "kinds": offers.kinds(body) if process.draft else [],
        **(more or {}),
    }
    return frame.page(request, "flows/steps.html", process, "steps", values, status=status)


def _has_sent(request: UserRequest) -> bool:
    """Something was changed from the page; whoever only opens a step names a view."""
    return "HX-Request" in request.headers and standing.VIEW not in request.GET


def _said(draft: Draft | None, chosen: Step | None, status: int) -> str:
    """What has just been done, for whoever cannot see it."""
    if status != HTTPStatus.OK:
        return _("Not saved yet, something is to be changed")
    if draft is None or not draft.past:
        return ""
    moved = editing.said(draft.past[-1], draft.body, chosen["id"]) if chosen else ""
    return moved or _("Saved")


def step_of(body: Body, key: str) -> Step | None:
    """The step of this name, if there is one."""
    return next((step for step in walk(body["steps"]) if step["id"] == key), None)
