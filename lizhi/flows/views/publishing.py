"""A draft is published: what differs, what becomes of the cases on their way, then the act."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.flows import actions, faults, processes
from lizhi.flows.actions import migrating
from lizhi.flows.comparing import differences
from lizhi.flows.migrating import ahead
from lizhi.flows.models import Draft, Migration
from lizhi.flows.processes import Process
from lizhi.flows.views import frame
from lizhi.flows.views.access import rev_of, to_shape

CHANGE = "change"
"""What the button says that also changes cases on their way; any other only publishes."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: UserRequest, key: str) -> HttpResponse:
    """With faults it leads to them. Two people at once: one version, and the other learns of it."""
    process = to_shape(request, key)
    asked = _asked(request)
    if made := Migration.objects.filter(key=asked.key, by=request.user).first():
        return redirect("flows:migration", key, made.pk)
    if process.draft is None:
        return _nothing_to_publish(request, process)
    if faults.of_draft(process):
        return redirect("flows:checks", key)
    if request.method != "POST":
        return _page(request, process, process.draft, asked)
    try:
        return _published(request, process.draft, asked)
    except NotPermitted:
        raise
    except Refused as refusal:
        process = processes.find(key, request.user)
        if process.draft is None:
            return _nothing_to_publish(request, process)
        return _page(request, process, process.draft, asked, refusal)


def _asked(request: UserRequest) -> ahead.Asked:
    sent, total = request.POST, request.POST.get("total", "")
    return ahead.Asked(
        key=sent.get("key", "")[:40],
        seen=tuple(sent.getlist("seen")),
        total=int(total) if total.isdecimal() and len(total) < 10 else 0,
        ticked=frozenset(sent.getlist("case")),
        give_up=frozenset(sent.getlist("give_up")),
        skip=frozenset(sent.getlist("skip")),
        every="every" in sent,
    )


def _nothing_to_publish(request: UserRequest, process: Process) -> HttpResponse:
    """Somebody was quicker: what is in use now, or the cases that still wait for a decision."""
    wants = request.POST.get("what") == CHANGE and process.version is not None
    return redirect("flows:running" if wants else "flows:versions", process.key)


def _published(request: UserRequest, draft: Draft, asked: ahead.Asked) -> HttpResponse:
    values: dict[str, Any] = {"rev": rev_of(request, draft), "by": request.user, "at": clock.now()}
    if request.POST.get("what") != CHANGE or not asked.key:
        actions.publish(draft, **values)
        return redirect("flows:versions", draft.key)
    made = actions.publish_and_change(draft, asked, **values)
    if made.cases.count() <= migrating.AT_ONCE:
        migrating.carry_on(made.pk, at=clock.now())
    return redirect("flows:migration", draft.key, made.pk)


def _page(
    request: UserRequest,
    process: Process,
    draft: Draft,
    asked: ahead.Asked,
    refusal: Refused | None = None,
) -> HttpResponse:
    base = process.base
    found = ahead.of(actions.to_come(draft), request.user, at=clock.now())
    again = request.POST.get("what") == CHANGE
    ticked = {*found.can} & asked.ticked if again else {*found.can}
    values = {
        "refusal": refusal,
        "has_changed": isinstance(refusal, ahead.HasChanged),
        "differences": differences(base.body, process.body) if base else [],
        "twin": actions.twin(draft),
        "ahead": found,
        "cannot": len(found.looks) - len(found.can),
        "asked": asked,
        "ticked": ticked,
        "chosen": len(ticked | (asked.give_up & {one.case.number for one in found.looks})),
        "key": uuid.uuid4().hex,
    }
    current, status = "compare" if base else "checks", refusal.status if refusal else 200
    return frame.page(request, "flows/publish.html", process, current, values, status=status)
