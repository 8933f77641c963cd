"""The steps of a process, from top to bottom, and what stands beside the chosen one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.flows import lines
from lizhi.flows.views import frame
from lizhi.flows.views.access import to_read


@login_required
@require_safe
def steps(request: UserRequest, key: str) -> HttpResponse:
    """The list; `?step=` names the one whose panel is open."""
    process = to_read(request, key)
    chosen = request.GET.get("step", "")
    values = {"lines": lines.of(process.body, chosen)}
    return frame.page(request, "flows/steps.html", process, "steps", values)
