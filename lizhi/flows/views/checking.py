"""What keeps a draft from being published, and what has been looked at."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.flows.views import frame
from lizhi.flows.views.access import to_read


@login_required
@require_safe
def checks(request: UserRequest, key: str) -> HttpResponse:
    """Each fault with its step, the reason and a way out."""
    process = to_read(request, key)
    return frame.page(request, "flows/checks.html", process, "checks", {})
