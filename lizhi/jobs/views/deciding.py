"""Try again, give up with a reason, let nothing leave the house for a while."""

from collections.abc import Callable, Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone
from lizhi.jobs import giving_up, page, pausing, trying
from lizhi.jobs.forms import ReasonForm
from lizhi.jobs.models import Outbox
from lizhi.jobs.views.access import as_administrator
from lizhi.notifications import waiting
from lizhi.notifications.models import Message


@login_required
@require_POST
def again(request: UserRequest, key: int) -> HttpResponse:
    """One row, from the beginning; a row that is being tried anyway is tried at once."""
    as_administrator(request)
    trying.again(get_object_or_404(Outbox, pk=key), by=request.user, at=clock.now())
    return redirect("jobs:page")


@login_required
@require_POST
def all_again(request: UserRequest) -> HttpResponse:
    """Everything that has stopped."""
    as_administrator(request)
    trying.all_again(by=request.user, at=clock.now())
    return redirect("jobs:page")


@login_required
@require_POST
def text_again(request: UserRequest, key: int) -> HttpResponse:
    """One text that no case has asked for."""
    as_administrator(request)
    if not waiting.try_again(get_object_or_404(Message, pk=key), clock.now()):
        raise AlreadyDone(_("This text has gone out in the meantime."))
    return redirect("jobs:page")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: UserRequest, key: int) -> HttpResponse:
    """What would follow, then the reason."""
    as_administrator(request)
    row = get_object_or_404(Outbox.objects.select_related("case"), pk=key)
    now = clock.now()
    giving_up.check_open(row, now)

    def act(reason: str) -> None:
        giving_up.give_up(row, by=request.user, reason=reason, at=now)

    values = {"line": page.Line(row, now), "follows": giving_up.follows(row)}
    return _with_reason(request, "jobs/give_up.html", values, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_up_text(request: UserRequest, key: int) -> HttpResponse:
    """The reason stays with the text; its words and address are never shown here."""
    as_administrator(request)
    message = get_object_or_404(waiting.troubled(), pk=key)

    def act(reason: str) -> None:
        if not waiting.give_up(message, reason):
            raise AlreadyDone(_("This text has gone out in the meantime."))

    return _with_reason(request, "jobs/give_up_text.html", {"message": message}, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: UserRequest) -> HttpResponse:
    """What would wait, then the reason."""
    as_administrator(request)
    now = clock.now()

    def act(reason: str) -> None:
        pausing.pause(by=request.user, reason=reason, at=now)

    values = {"waits": page.will_wait(now), "paused": pausing.current()}
    return _with_reason(request, "jobs/pause.html", values, act)


@login_required
@require_POST
def resume(request: UserRequest) -> HttpResponse:
    """What has waited goes out."""
    as_administrator(request)
    pausing.resume(by=request.user, at=clock.now())
    return redirect("jobs:page")


def _with_reason(
    request: UserRequest, template: str, values: Mapping[str, object], act: Callable[[str], None]
) -> HttpResponse:
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        act(form.cleaned_data["reason"])
        return redirect("jobs:page")
    status = 422 if form.is_bound else 200
    return render(request, template, {**values, "form": form}, status=status)
