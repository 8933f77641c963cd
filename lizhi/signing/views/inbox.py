"""The administrator's page about what signing services call in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.jobs.views.access import as_administrator
from lizhi.signing import inbox_page
from lizhi.signing.actions import inbox as actions
from lizhi.signing.models import Inbox


@login_required
@require_safe
def inbox(request: UserRequest) -> HttpResponse:
    """What could not be acted on comes first; when there is nothing of that, everything."""
    as_administrator(request)
    now, failed = clock.now(), inbox_page.failed_calls()
    services = inbox_page.services(now)
    show = request.GET.get("show", "look" if failed else "all")
    show = show if show in inbox_page.SHOWN else "all"
    number = request.GET.get("page", "")
    values = {
        "now": now,
        "figures": inbox_page.figures(now, failed, services),
        "services": services,
        "show": show,
    }
    if show == "refused":
        values["page"], values["lines"] = inbox_page.refused_days(number)
    else:
        values["page"], values["lines"] = inbox_page.page_of(show, failed, number)
    return render(request, "signing/inbox.html", values)


@login_required
@require_POST
def inbox_again(request: UserRequest, key: int) -> HttpResponse:
    """The service is asked once more how it is, from the beginning."""
    as_administrator(request)
    row = get_object_or_404(Inbox.objects.defer("body"), pk=key)
    actions.hear_again(row, by=request.user, at=clock.now())
    return redirect("signing:inbox")
