"""What keeps a draft from being published, and what has been looked at."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.flows import actions, faults, passed, processes
from lizhi.flows.faults import LAW
from lizhi.flows.processes import Process
from lizhi.flows.views import frame
from lizhi.flows.views.access import draft_of, rev_of, to_read
from lizhi.workflow.tree import walk

VALUE = "value-"


@login_required
@require_safe
def checks(request: UserRequest, key: str) -> HttpResponse:
    """Each fault with its step, the reason and a way out."""
    return show(request, to_read(request, key))


@login_required
@require_POST
def repair(request: UserRequest, key: str) -> HttpResponse:
    """The one click that puts a fault right; it can be undone like any other change."""
    process, draft = draft_of(request, key)
    name = request.POST.get("repair", "")
    values = {
        one.removeprefix(VALUE): str(value)
        for one, value in request.POST.items()
        if one.startswith(VALUE)
    }
    try:
        actions.change(
            draft,
            lambda body: faults.repaired(body, name, values),
            rev=rev_of(request, draft),
            by=request.user,
            at=clock.now(),
        )
    except Refused as refusal:
        if isinstance(refusal, NotPermitted):
            raise
        fresh = processes.find(key, request.user)
        return show(request, fresh, refused=str(refusal.reason), status=refusal.status)
    return redirect("flows:checks", process.key)


def show(
    request: UserRequest, process: Process, *, refused: str = "", status: int = 200
) -> HttpResponse:
    """The page, with why something was not done on top of it."""
    values = {"refused": refused, **counts(process)}
    return frame.page(request, "flows/checks.html", process, "checks", values, status=status)


def counts(process: Process) -> dict[str, Any]:
    """The sentence at the top in numbers, and what was looked at."""
    found = faults.of_draft(process)
    unlawful = sum(fault.kind == LAW for fault in found)
    steps = list(walk(process.body["steps"]))
    return {
        "faults": found,
        "unlawful": unlawful,
        "stuck": len(found) - unlawful,
        "steps": len(steps),
        "branches": sum(len(step.get("branches", ())) for step in steps),
        "passed": [] if any(fault.kind == "shape" for fault in found) else passed.of(found),
    }
