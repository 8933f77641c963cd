"""What has been published under one name; each can be opened, and none can be changed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.flows import lines, processes
from lizhi.flows.views import frame, standing, steps
from lizhi.flows.views.access import to_read


@login_required
@require_safe
def versions(request: UserRequest, key: str) -> HttpResponse:
    """The newest first, with how many cases go by each."""
    process = to_read(request, key)
    rows = [(one, processes.running(one)) for one in processes.versions(key)]
    return frame.page(request, "flows/versions.html", process, "versions", {"rows": rows})


@login_required
@require_safe
def version(request: UserRequest, key: str, number: int) -> HttpResponse:
    """One of them as it was published."""
    process = to_read(request, key)
    found = processes.version(key, number)
    chosen = steps.step_of(found.body, request.GET.get("step", ""))
    rows = lines.of(found.body, chosen["id"] if chosen else "")
    here = reverse("flows:version", args=[key, number])
    values = {
        **standing.of(found.body, process.way, chosen),
        **standing.as_list_or_drawing(request, rows, here),
        "lines": rows,
        "version": found,
        "running": processes.running(found),
        "shaping": False,
    }
    return frame.page(request, "flows/version.html", process, "versions", values)
