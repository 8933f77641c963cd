"""Not yet: say why, and HR comes to talk about it."""

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.people import rules as people
from lizhi.signing import actions, forms, originals, rules
from lizhi.signing.models import Actor
from lizhi.signing.views import own

ON_PAPER = "on_paper"
"""Of the reasons: it leads to that way, and nothing is declined."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: UserRequest, biz_no: str) -> HttpResponse:
    """A reason and words; the resignation itself goes on either way."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if actor.state == Actor.State.DECLINED:
        return _page(request, actor, None)
    rules.check_can_decline(actor, request.user, now)
    form = forms.Decline(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if form.cleaned_data["reason"] == ON_PAPER and _may_choose(actor, request, now):
            return redirect("signing:paper", biz_no)
        actions.decline(actor, **form.cleaned_data, by=request.user, at=now)
        return redirect("signing:decline", biz_no)
    return _page(request, actor, form, status=422 if form.is_bound else 200)


@login_required
@require_POST
def want(request: UserRequest, biz_no: str) -> HttpResponse:
    """The time was over: ask HR to send it again; a second tap finds the first one's."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if actor.envelope.wanted_at is None:
        actions.want_again(actor, by=request.user, at=now)
    return redirect("signing:read", biz_no)


def _may_choose(actor: Actor, request: UserRequest, now: dt.datetime) -> bool:
    """Whoever wants to sign on paper is not somebody who declines."""
    return permit(originals.check_can_choose, actor, request.user, now).allowed


def _page(
    request: UserRequest, actor: Actor, form: forms.Decline | None, status: int = 200
) -> HttpResponse:
    case = actor.envelope.case
    about = {
        "actor": actor,
        "envelope": actor.envelope,
        "case": case,
        "paper": actor.envelope.paper,
        "form": form,
        "helper": people.hr_of(case.branch, besides=request.user),
        "home": own.home(),
    }
    return render(request, "signing/decline.html", about, status=status)
