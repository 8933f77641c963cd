"""A draft is published: what that means, then the act."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.flows import actions, faults, processes
from lizhi.flows.comparing import differences
from lizhi.flows.views import frame
from lizhi.flows.views.access import rev_of, to_shape


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: UserRequest, key: str) -> HttpResponse:
    """With faults it leads to them. Two people at once: one version, and the other learns of it."""
    process = to_shape(request, key)
    if process.draft is None:
        return redirect("flows:versions", key)
    if faults.of_draft(process):
        return redirect("flows:checks", key)
    refused, status = "", 200
    if request.method == "POST":
        try:
            actions.publish(process.draft, rev=rev_of(request), by=request.user, at=clock.now())
        except Refused as refusal:
            if isinstance(refusal, NotPermitted):
                raise
            refused, status = str(refusal.reason), refusal.status
            process = processes.find(key, request.user)
        else:
            return redirect("flows:versions", key)
    if process.draft is None:
        return redirect("flows:versions", key)
    version, base = process.version, process.base
    values = {
        "refused": refused,
        "differences": differences(base.body, process.body) if base else [],
        "twin": actions.twin(process.draft),
        "running": processes.running(version),
    }
    return frame.page(request, "flows/publish.html", process, "checks", values, status=status)
