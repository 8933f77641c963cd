"""Two versions side by side, or the draft and any of them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.flows import processes
from lizhi.flows.comparing import differences
from lizhi.flows.processes import Process
from lizhi.flows.views import frame
from lizhi.flows.views.access import to_read
from lizhi.workflow.models import Version

DRAFT = "draft"


@login_required
@require_safe
def compare(request: UserRequest, key: str) -> HttpResponse:
    """`with` is the older side, `and` the newer one: numbers, or the draft."""
    process = to_read(request, key)
    known = processes.versions(key) or [one for one in [process.base] if one]
    if not known:
        return redirect("flows:steps", key)
    new = _chosen(request, "and", known) if not _wants_draft(request, process) else None
    old = _chosen(request, "with", known) or _before(new, known, process)
    if not process.draft and new is None:
        new = known[0]
    body = new.body if new else process.body
    values: dict[str, Any] = {
        "known": known,
        "older": _version(old, process),
        "newer": _version(new, process) if new else _draft(process),
        "old": old,
        "new": new,
        "differences": differences(old.body, body),
        "running": processes.running(old),
    }
    return frame.page(request, "flows/compare.html", process, "compare", values)


def _version(version: Version, process: Process) -> str:
    said = {"number": version.number}
    if process.branch and version.definition.branch_id is None:
        return _("version %(number)s of the group") % said
    return _("version %(number)s") % said


def _draft(process: Process) -> str:
    return _("draft of version %(number)s") % {"number": process.number}


def _wants_draft(request: HttpRequest, process: Process) -> bool:
    return process.draft is not None and request.GET.get("and", DRAFT) == DRAFT


def _chosen(request: HttpRequest, name: str, known: list[Version]) -> Version | None:
    number = request.GET.get(name, "")
    return next((one for one in known if str(one.number) == number), None)


def _before(new: Version | None, known: list[Version], process: Process) -> Version:
    """Against what is in use, or against the version before."""
    if process.draft and new is None:
        return process.version or known[0]
    newest = new or known[0]
    return next((one for one in known if one.number < newest.number), newest)
