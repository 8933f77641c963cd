"""Adding, moving and deleting steps and branches; taking the last change back."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.flows import actions, editing, offers, processes
from lizhi.flows.models import Draft
from lizhi.flows.processes import Process
from lizhi.flows.views import steps
from lizhi.flows.views.access import draft_of, rev_of

Body = dict[str, Any]


@login_required
@require_POST
def add(request: UserRequest, key: str) -> HttpResponse:
    """A new step of this kind, after that one or at a place; its panel opens."""
    process, draft = draft_of(request, key)
    step = _new(request.POST.get("kind", ""), draft, key)
    after, spot = request.POST.get("after", ""), _spot(request)
    return _done(
        request, process, step["id"], lambda body: editing.add(body, step, after=after, **spot)
    )


def _spot(request: UserRequest) -> dict[str, Any]:
    """In which branch of which block, and as which step there; a drawing says all of it."""
    asked = request.POST
    found = {"block": asked.get("block", ""), "branch": _number(asked.get("branch") or "0")}
    return {**found, "index": _number(asked["index"])} if asked.get("index") else found


def _new(kind: str, draft: Draft, key: str) -> Any:
    if kind.startswith(offers.AUTO):
        for step in offers.missing(draft.body):
            if step["id"] == kind.removeprefix(offers.AUTO):
                return step
    if kind not in offers.OFFERED:
        raise Refused(offers.NOT_OFFERED)
    bodies = [draft.body, *draft.past, *(one.body for one in processes.versions(key))]
    return editing.fresh(kind, bodies)


@login_required
@require_POST
def move(request: UserRequest, key: str, step: str) -> HttpResponse:
    """`to` is up, down, into or out; or place, where the drawing says which."""
    process, _draft = draft_of(request, key)
    to, spot = request.POST.get("to", ""), _spot(request)
    if to == "place":
        return _done(request, process, step, lambda body: editing.put(body, step, **spot))
    return _done(request, process, step, lambda body: editing.move(body, step, to))


@login_required
@require_POST
def keys(request: UserRequest, key: str) -> HttpResponse:
    """The same by keyboard, where the step that has the focus need not be the chosen one."""
    return move(request, key, request.POST.get("step", ""))


@login_required
@require_POST
def delete(request: UserRequest, key: str, step: str) -> HttpResponse:
    """The step and all that is in it."""
    process, _draft = draft_of(request, key)
    return _done(request, process, "", lambda body: editing.delete(body, step))


@login_required
@require_POST
def branch(request: UserRequest, key: str, step: str) -> HttpResponse:
    """`to` is add, delete, left or right; `number` says which branch."""
    process, _draft = draft_of(request, key)
    number = _number(request.POST.get("number", "0"))
    changes: dict[str, Callable[[Body], Body]] = {
        "add": lambda body: editing.add_branch(body, step),
        "delete": lambda body: editing.drop_branch(body, step, number),
        "left": lambda body: editing.move_branch(body, step, number, -1),
        "right": lambda body: editing.move_branch(body, step, number, 1),
    }
    to = changes.get(request.POST.get("to", ""))
    if to is None:
        raise Refused(offers.NOT_OFFERED)
    return _done(request, process, step, to)


@login_required
@require_POST
def undo(request: UserRequest, key: str) -> HttpResponse:
    """As it was before the last change."""
    process, draft = draft_of(request, key)
    try:
        actions.undo(draft, rev=rev_of(request, draft), by=request.user, at=clock.now())
    except Refused as refusal:
        return _refused(request, process, refusal)
    return steps.to_step(key, request.POST.get("step", ""))


@login_required
@require_POST
def drop(request: UserRequest, key: str) -> HttpResponse:
    """The draft is thrown away."""
    _process, draft = draft_of(request, key)
    actions.drop(draft, rev=rev_of(request, draft), by=request.user)
    return redirect("flows:list")


def _done(
    request: UserRequest, process: Process, step: str, to: Callable[[Body], Body]
) -> HttpResponse:
    if process.draft is None:
        return redirect("flows:steps", process.key)
    try:
        rev = rev_of(request, process.draft)
        actions.change(process.draft, to, rev=rev, by=request.user, at=clock.now())
    except Refused as refusal:
        return _refused(request, process, refusal, step)
    return steps.to_step(process.key, step)


def _refused(
    request: UserRequest, process: Process, refusal: Refused, step: str = ""
) -> HttpResponse:
    """The page as it stands now, with the reason on top."""
    if isinstance(refusal, NotPermitted):
        raise refusal
    fresh = processes.find(process.key, request.user)
    chosen = steps.step_of(fresh.body, step)
    said = {"refused": refusal.reason}
    return steps.show(request, fresh, chosen, more=said, status=refusal.status)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else -1
